package dev.slipway.ci.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ci.run.PlannedRun;
import dev.slipway.ci.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person may give to a dispatch, and what becomes of it.
class DispatchInputsTest {
  private static final Workflow WORKFLOW =
      workflow(
          """
          {workflow_dispatch: {inputs: {
            text: {type: string},
            greeting: {type: string, default: hello},
            who: {required: true},
            loud: {type: boolean},
            quiet: {type: boolean, default: true},
            times: {type: number},
            more: {type: number, default: 1.5},
            color: {type: choice, options: [red, green], default: green},
            first: {type: choice, options: [red, green]},
            where: {type: environment}}}}
          """
              .replace("\n", " "));

  @Test
  void defaultsFillWhatIsNotGiven() {
    assertThat(DispatchInputs.check(WORKFLOW, Map.of("who", "you")).text())
        .isEqualTo(
            "{\"text\":\"\",\"greeting\":\"hello\",\"who\":\"you\",\"loud\":false,\"quiet\":true,"
                + "\"times\":0,\"more\":1.5,\"color\":\"green\",\"first\":\"red\",\"where\":\"\"}");
  }

  @ParameterizedTest(name = "{0}={1} → {2}")
  @CsvSource({
    "text,  a b,   '\"a b\"'",
    "text,  true,  '\"true\"'",
    "loud,  true,  true",
    "quiet, false, false",
    "times, 3,     3",
    "times, -2.5,  -2.5",
    "times, 1e3,   1000",
    "color, red,   '\"red\"'",
    "where, prod,  '\"prod\"'",
  })
  void valuesHaveTheirInputsType(String name, String given, String value) {
    var inputs = DispatchInputs.check(WORKFLOW, with(name, given));
    assertThat(inputs.get(name).orElseThrow().text()).isEqualTo(value);
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          loud  ~ yes      ~ Provided value 'yes' for input 'loud' is not a boolean
          loud  ~ TRUE     ~ Provided value 'TRUE' for input 'loud' is not a boolean
          times ~ many     ~ Provided value 'many' for input 'times' is not a number
          times ~ NaN      ~ Provided value 'NaN' for input 'times' is not a number
          times ~ Infinity ~ Provided value 'Infinity' for input 'times' is not a number
          times ~ 1f       ~ Provided value '1f' for input 'times' is not a number
          times ~ 0x10     ~ Provided value '0x10' for input 'times' is not a number
          times ~ ' 1'     ~ Provided value ' 1' for input 'times' is not a number
          color ~ blue     ~ Provided value 'blue' for input 'color' not in the list of allowed values [red, green]
          who   ~ ''       ~ Required input 'who' not provided
          """)
  void refuses(String name, String given, String message) {
    assertThatThrownBy(() -> DispatchInputs.check(WORKFLOW, with(name, given)))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessage(message);
  }

  @Test
  void refusesWhatIsMissingOrUnknown() {
    assertThatThrownBy(() -> DispatchInputs.check(WORKFLOW, Map.of()))
        .hasMessage("Required input 'who' not provided");
    assertThatThrownBy(() -> DispatchInputs.check(workflow("workflow_dispatch"), Map.of("x", "1")))
        .hasMessage("Unexpected inputs provided: \"x\"; the workflow has no inputs");
    assertThatThrownBy(() -> DispatchInputs.check(WORKFLOW, with("x", "1")))
        .hasMessageStartingWith("Unexpected inputs provided: \"x\"; the workflow has [text,");
  }

  private static Map<String, String> with(String name, String value) {
    var given = new LinkedHashMap<String, String>();
    given.put("who", "you");
    given.put(name, value);
    return given;
  }

  private static Workflow workflow(String on) {
    return PlannedRun.workflow(
        "on: %s\njobs: {a: {runs-on: x, steps: [{run: a}]}}\n".formatted(on));
  }
}

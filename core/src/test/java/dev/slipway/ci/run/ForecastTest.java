package dev.slipway.ci.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.plan.TypicalEvents;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What would run, and why not the rest.
class ForecastTest {
  @ParameterizedTest(name = "paths {0}, commits {1}: {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          ['src/**']  ~ []                                                     ~ starts
          ['src/**']  ~ [{"id": "a"}]                                          ~ starts
          ['src/**']  ~ [{"modified": ["src/a.js"]}]                           ~ starts
          ['src/**']  ~ [{"modified": ["docs/a.md"]}, {"removed": ["src/b"]}]  ~ starts
          ['src/**']  ~ [{"added": ["docs/a.md"]}]                             ~ no changed file passes its path filter
          ['src/**']  ~ [{"added": [7], "modified": "src/a"}]                  ~ starts
          """)
  void holdsPathFiltersAgainstTheFilesThatThePayloadNames(
      String paths, String commits, String answer) {
    var payload = Json.object().put("commits", Json.parse(commits)).build();
    var plan = forecast("{push: {paths: %s}}".formatted(paths), "push", payload);
    assertThat(plan.string("reason").orElse("starts")).isEqualTo(answer);
    assertThat(plan.bool("starts")).contains(answer.equals("starts"));
    assertThat(plan.array("jobs").isEmpty()).isNotEqualTo(answer.equals("starts"));
  }

  private static Json.Obj forecast(String on, String name, Json.Obj payload) {
    var source = "on: %s\njobs: {a: {runs-on: x, steps: [{run: a}]}}\n".formatted(on);
    var workflow = ((ReadResult.Valid) WorkflowReader.read("a.yml", source)).workflow();
    var event =
        TypicalEvents.of(name, RepositoryId.parse("o/r"), "main", "a".repeat(40), "mona", payload);
    return Forecast.of(workflow, source, event);
  }
}

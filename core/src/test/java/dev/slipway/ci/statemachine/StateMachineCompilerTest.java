package dev.slipway.ci.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Snapshot;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.run.Jobs;
import dev.slipway.ci.run.PlannedRun;
import dev.slipway.ci.statemachine.StateMachineCompiler.FunctionArns;
import dev.slipway.ci.workflow.WorkflowTree;
import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `NAME.yml` becomes `NAME.asl.json`, and what does not fit Step Functions is refused.
class StateMachineCompilerTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/slipway/ci/statemachine");

  private static final FunctionArns FUNCTIONS =
      new FunctionArns(
          "arn:aws:lambda:us-east-1:123456789012:function:start-job:live",
          "arn:aws:lambda:us-east-1:123456789012:function:finish-run:live");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "build-checks-deploy",
        "matrix",
        "matrix-above-forty",
        "matrix-of-unknown-size",
      })
  void compiles(String name) throws IOException {
    var workflow = PlannedRun.workflow(Files.readString(GOLDEN.resolve(name + ".yml")));
    var definition = StateMachineCompiler.compile(workflow, FUNCTIONS);
    Snapshot.matches(GOLDEN.resolve(name + ".asl.json"), definition.pretty() + "\n");
  }

  /// `NAME.yml` calls `ship.yml`, which is beside it.
  @ParameterizedTest
  @ValueSource(strings = {"calls", "matrix-of-calls", "matrix-from-needs"})
  void compilesCalls(String name) throws IOException {
    var workflow = PlannedRun.workflow(Files.readString(GOLDEN.resolve(name + ".yml")));
    var called = Map.of(".github/workflows/ship.yml", Files.readString(GOLDEN.resolve("ship.yml")));
    var definition = StateMachineCompiler.compile(WorkflowTree.of(workflow, called), FUNCTIONS);
    Snapshot.matches(GOLDEN.resolve(name + ".asl.json"), definition.pretty() + "\n");
  }

  @ParameterizedTest(name = "{0} combinations, {1}: {2}")
  @CsvSource({
    "1,   '',                                     INLINE",
    "40,  '',                                     INLINE",
    "41,  '',                                     DISTRIBUTED",
    "256, '',                                     DISTRIBUTED",
    "256, 'max-parallel: 40',                     INLINE",
    "256, 'max-parallel: 41',                     DISTRIBUTED",
    "256, 'max-parallel: 0',                      DISTRIBUTED",
    "256, 'max-parallel: \"${{ 1 }}\"',           DISTRIBUTED",
  })
  void aMapIsInlineWhereFortyAtOnceAreEnough(int size, String strategy, String mode) {
    var map = compile(Jobs.matrix(size, strategy)).object("States").object("test");
    assertThat(map.object("ItemProcessor").object("ProcessorConfig").string("Mode")).contains(mode);
  }

  @Test
  void aWorkflowWithTooManyCombinationsForOneHistoryGivesEachMatrixItsOwn() {
    var jobs = new StringBuilder();
    for (var i = 0; i < 70; i++) {
      jobs.append(Jobs.matrix(40, "").replace("test:", "test%d:".formatted(i)));
    }
    var text = compile(jobs.toString()).text();
    assertThat(text).contains("DISTRIBUTED").doesNotContain("INLINE");
  }

  @Test
  void statesAreNamedAfterJobsHoweverLongTheirIds() {
    var alike = "a".repeat(98);
    var definition =
        compile(
            Jobs.of(alike + "1", alike + "2", "deploy: " + alike + "1, " + alike + "2")
                + Jobs.matrix(2, "").replace("test:", alike + "3:"));
    var names = names(definition);
    assertThat(names)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(80));
    assertThat(names)
        .contains(
            "deploy",
            "a".repeat(77) + "...",
            "a".repeat(73) + "... (2)",
            "a".repeat(73) + "... (3)");
  }

  @Test
  void twoParallelsOfTheSameManyJobsKeepTheirNamesApart() {
    var jobs = new ArrayList<String>();
    jobs.add("start");
    IntStream.range(0, 30).forEach(i -> jobs.add("first-%02d: start".formatted(i)));
    var names = names(compile(Jobs.of(jobs.toArray(String[]::new)) + Jobs.of("alone")));
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
  }

  @Test
  void theSameWorkflowGivesTheSameText() {
    var jobs = Jobs.of("a", "b", "c: a", "d: a, b", "e: c, d") + Jobs.matrix(3, "", "a");
    assertThat(compile(jobs).text()).isEqualTo(compile(jobs).text());
  }

  @Test
  void refusesWhatStepFunctionsWouldNotTake() {
    assertThatThrownBy(() -> compile(manyJobs(2_001)))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessage(
            "Its 2001 jobs make a state machine of more than 1000000 bytes; split the workflow");
    assertThatThrownBy(() -> compile(manyJobs(1_990))).isInstanceOf(InvalidPlanException.class);
    assertThat(compile(manyJobs(1_000)).bytes().length).isLessThan(1_000_000);
  }

  private static String manyJobs(int size) {
    return Jobs.of(IntStream.range(0, size).mapToObj(i -> "j" + i).toArray(String[]::new));
  }

  private static List<String> names(Json.Obj level) {
    var names = new ArrayList<String>();
    level
        .object("States")
        .members()
        .forEach((name, state) -> {
          names.add(name);
          var body = (Json.Obj) state;
          body.array("Branches").forEach(branch -> names.addAll(names((Json.Obj) branch)));
          names.addAll(names(body.object("ItemProcessor")));
        });
    return names;
  }

  private static Json.Obj compile(String jobs) {
    return StateMachineCompiler.compile(PlannedRun.of(jobs, Map.of()).workflow(), FUNCTIONS);
  }
}

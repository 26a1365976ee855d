package dev.slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private final LocalStates states = new LocalStates();

  @AfterEach
  void close() {
    states.close();
  }

  @Test
  void runsItsBranchesSideBySide() {
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Parallel", "End": true, "Arguments": {"n": "{% $states.input + 1 %}"}, "Branches": [
                  {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}},
                  {"StartAt": "C", "States": {"C": {"Type": "Pass", "Output": "c", "End": true}}}]}
                """),
            "1");

    assertThat(states.history(execution))
        .isEqualTo(
            """
            1<-0 ExecutionStarted 1
            2<-0 ParallelStateEntered S 1
            3<-2 ParallelStateStarted
            4<-3 PassStateEntered A {"n":2}
            5<-4 PassStateExited A {"n":2}
            6<-3 PassStateEntered C {"n":2}
            7<-6 PassStateExited C "c"
            8<-5 PassStateEntered B {"n":2}
            9<-8 PassStateExited B {"n":2}
            10<-9 ParallelStateSucceeded
            11<-9 ParallelStateExited S [{"n":2},"c"]
            12<-11 ExecutionSucceeded [{"n":2},"c"]\
            """);
  }

  @Test
  void failsWithItsFirstBranchThatFails() {
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Parallel", "End": true, "Branches": [
                  {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 10, "End": true}}},
                  {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E", "Cause": "c"}}},
                  {"StartAt": "D", "States": {"D": {"Type": "Pass", "End": true}}}]}
                """),
            "{}");

    assertThat(states.history(execution))
        .isEqualTo(
            """
            1<-0 ExecutionStarted {}
            2<-0 ParallelStateEntered S {}
            3<-2 ParallelStateStarted
            4<-3 WaitStateEntered W {}
            5<-3 FailStateEntered F {}
            6<-5 WaitStateAborted
            7<-5 ParallelStateFailed
            8<-7 ExecutionFailed E c\
            """);
    assertThat(states.clock.waiting()).isZero();
  }

  @Test
  void triesAllBranchesAgain() {
    var execution =
        states.finish(
            states.single(
                """
                {"Type": "Parallel", "End": true, "Branches": [
                  {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}],
                 "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 1}]}
                """),
            "{}");

    assertThat(states.types(execution))
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 ParallelStateEntered",
            "3<-2 ParallelStateStarted",
            "4<-3 FailStateEntered",
            "5<-4 ParallelStateStarted",
            "6<-5 FailStateEntered",
            "7<-6 ParallelStateFailed",
            "8<-7 ExecutionFailed");
  }

  @Test
  void keepsVariablesOfBranchesToThemselves() {
    var machine =
        states.machine(
            """
            {"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
              "Set": {"Type": "Pass", "Assign": {"outer": 1}, "Next": "P"},
              "P": {"Type": "Parallel", "Next": "After", "Branches": [
                {"StartAt": "A", "States": {
                  "A": {"Type": "Pass", "Assign": {"inner": "{% $outer + 1 %}"}, "Next": "B"},
                  "B": {"Type": "Pass", "Output": "{% [$outer, $inner] %}", "End": true}}}]},
              "After": {"Type": "Pass", "Output": "{% [$states.input, $exists($inner)] %}", "End": true}}}
            """);

    assertThat(states.output(states.finish(machine, "{}"))).isEqualTo("[[1,2],false]");
  }

  @Test
  void stopsWithAllThatWaits() {
    var execution =
        states.run(
            states.single(
                """
                {"Type": "Parallel", "End": true, "Branches": [
                  {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1000, "End": true}}},
                  {"StartAt": "V", "States": {"V": {"Type": "Wait", "Seconds": 2000, "End": true}}}]}
                """),
            "{}");
    states.stop(execution);
    states.clock.advance(Duration.ofDays(1));

    assertThat(states.types(execution)).endsWith("6<-0 ExecutionAborted");
    assertThat(states.status(execution)).isEqualTo("ABORTED");
  }
}

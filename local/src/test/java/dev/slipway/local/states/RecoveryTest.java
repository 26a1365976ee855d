package dev.slipway.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.lambda.FunctionInvoker.FunctionError;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process that is killed between any two steps of an execution, and another one that goes on
/// over the same store: the execution ends as it would have ended, and its history is whole.
class RecoveryTest {
  private static final Duration LONG = Duration.ofDays(1);

  /// What an execution does when the process dies.
  enum Doing {
    WAITING(
        """
        "A": {"Type": "Pass", "Output": 1, "Next": "B"},
        "B": {"Type": "Wait", "Seconds": 60, "End": true}
        """),
    CALLING(
        """
        "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "Arguments": {"FunctionName": "steady", "Payload": 1},
          "Output": "{% $states.result.Payload %}", "Next": "B"},
        "B": {"Type": "Pass", "End": true}
        """),
    RETRYING(
        """
        "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "Arguments": {"FunctionName": "moody", "Payload": 1},
          "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 5, "MaxAttempts": 9}],
          "Output": "{% $states.result.Payload %}", "End": true}
        """),
    CATCHING(
        """
        "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "Arguments": {"FunctionName": "broken", "Payload": 1},
          "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "caught", "Next": "B"}], "End": true},
        "B": {"Type": "Wait", "Seconds": 1, "End": true}
        """),
    ASKING(
        """
        "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
          "Arguments": {"FunctionName": "ask",
            "Payload": {"token": "{% $states.context.Task.Token %}"}},
          "HeartbeatSeconds": 600, "Next": "B"},
        "B": {"Type": "Pass", "End": true}
        """),
    BRANCHING(
        """
        "A": {"Type": "Parallel", "Next": "Z", "Branches": [
          {"StartAt": "B", "States": {"B": {"Type": "Wait", "Seconds": 3, "Next": "C"},
            "C": {"Type": "Pass", "Output": 1, "End": true}}},
          {"StartAt": "D", "States": {"D": {"Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "steady", "Payload": 2},
            "Output": "{% $states.result.Payload %}", "End": true}}}]},
        "Z": {"Type": "Pass", "End": true}
        """),
    MAPPING(
        """
        "A": {"Type": "Map", "Items": [1, 2, 3, 4], "MaxConcurrency": 2, "End": true,
          "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "steady", "Payload": "{% $states.input %}"},
            "Output": "{% $states.result.Payload %}", "Next": "C"},
            "C": {"Type": "Wait", "Seconds": 2, "End": true}}}}
        """),
    SPREADING(
        """
        "A": {"Type": "Map", "Items": [1, 2, 3], "MaxConcurrency": 2, "End": true,
          "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "B", "States": {"B": {"Type": "Wait", "Seconds": 2, "End": true}}}}
        """);

    private final String states;

    Doing(String states) {
      this.states = states;
    }

    String definition() {
      return "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {%s}}"
          .formatted(states);
    }
  }

  private final ScriptedFunctions functions = new ScriptedFunctions();
  private final AtomicReference<String> token = new AtomicReference<>("");
  private final AtomicInteger moods = new AtomicInteger();

  RecoveryTest() {
    functions.define("steady", payload -> payload);
    functions.define(
        "moody",
        payload -> {
          if (moods.incrementAndGet() % 3 != 0) {
            throw new FunctionError("Mood", "not now");
          }
          return payload;
        });
    functions.define(
        "broken",
        _ -> {
          throw new FunctionError("Broken", "never");
        });
    functions.define(
        "ask",
        payload -> {
          token.set(((Json.Obj) payload).requireString("token"));
          return Json.Obj.EMPTY;
        });
  }

  /// An execution that ended.
  ///
  /// @param entered how often each state was
  private record Told(String status, String output, Map<String, Integer> entered) {}

  @ParameterizedTest
  @EnumSource
  void endsAsItWouldHaveEndedWhereverTheProcessDies(Doing doing) {
    var undisturbed = run(doing, Integer.MAX_VALUE);
    assertThat(undisturbed.told().status()).isEqualTo("SUCCEEDED");
    assertThat(undisturbed.steps()).isPositive();
    for (var steps = 0; steps <= undisturbed.steps(); steps++) {
      assertThat(run(doing, steps).told())
          .as("killed after %d of %d steps", steps, undisturbed.steps())
          .isEqualTo(undisturbed.told());
    }
  }

  private record Outcome(Told told, int steps) {}

  /// Runs an execution; after so many steps the process is no more, and the next one goes on.
  private Outcome run(Doing doing, int stepsBeforeDeath) {
    moods.set(0);
    var store = Store.inMemory();
    var first = new LocalStates(store, new SteppedScheduler(), functions, 1);
    var execution = first.start(first.machine(doing.definition()), "{}");
    var steps = 0;
    while (steps < stepsBeforeDeath && isGoingOn(first, execution)) {
      step(first);
      steps++;
    }
    var second = new LocalStates(store, new SteppedScheduler(first.clock.instant()), functions, 2);
    second.service.resume();
    while (isGoingOn(second, execution)) {
      step(second);
    }
    second.clock.advanceUntilIdle(LONG);
    var told = told(second, execution);
    store.close();
    return new Outcome(told, steps);
  }

  private static boolean isGoingOn(LocalStates states, String execution) {
    return states.status(execution).equals("RUNNING");
  }

  /// One task of the scheduler's; where there is none for now, somebody answers or time passes.
  private void step(LocalStates states) {
    if (states.clock.runOne()) {
      return;
    }
    var asked = token.getAndSet("");
    if (!asked.isEmpty()) {
      states.call(
          "SendTaskSuccess",
          Json.object().put("taskToken", asked).put("output", "\"answered\"").build());
      return;
    }
    var next = states.clock.next().orElseThrow(() -> new AssertionError("nothing will happen"));
    states.clock.advance(Duration.between(states.clock.instant(), next));
  }

  private static Told told(LocalStates states, String execution) {
    var events = states.events(execution);
    requireWhole(events);
    var entered = new HashMap<String, Integer>();
    for (var event : events) {
      if (event.requireString("type").endsWith("StateEntered")) {
        var name = event.object("stateEnteredEventDetails").requireString("name");
        entered.merge(name, 1, Integer::sum);
      }
    }
    return new Told(states.status(execution), states.output(execution), entered);
  }

  /// Ids from 1 without a gap, each after one that is there, and one end.
  private static void requireWhole(List<Json.Obj> events) {
    Set<Integer> known = new HashSet<>(Set.of(0));
    for (var event : events) {
      assertThat(event.requireInt("id")).isEqualTo(known.size());
      assertThat(known).contains(event.requireInt("previousEventId"));
      known.add(event.requireInt("id"));
    }
    assertThat(events.stream().map(event -> event.requireString("type")))
        .filteredOn(type -> type.matches("Execution(Succeeded|Failed|Aborted|TimedOut)"))
        .hasSize(1);
  }
}

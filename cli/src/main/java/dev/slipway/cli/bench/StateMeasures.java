package dev.slipway.cli.bench;

import dev.slipway.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;

/// How fast state machines go, and what those that wait cost.
final class StateMeasures implements BenchCommand.Measures {
  private static final int EXECUTIONS = 8;
  private static final int ROUNDS = 1_000;
  private static final int WAITING = 10_000;
  private static final Duration IDLE = Duration.ofSeconds(30);

  /// Two transitions a round, until the count is reached.
  private static final String COUNTING =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Begin", "States": {
        "Begin": {"Type": "Pass", "Assign": {"n": 0}, "Next": "Count"},
        "Count": {"Type": "Pass", "Assign": {"n": "{%% $n + 1 %%}"}, "Next": "Again?"},
        "Again?": {"Type": "Choice",
          "Choices": [{"Condition": "{%% $n < %d %%}", "Next": "Count"}], "Default": "Done"},
        "Done": {"Type": "Succeed"}}}
      """
          .formatted(ROUNDS);

  private final Path launcher;

  StateMeasures(Path launcher) {
    this.launcher = launcher;
  }

  @Override
  public void measure(BenchCommand.Rows rows) throws IOException, InterruptedException {
    try (var platform = LaunchedPlatform.start(launcher)) {
      idle(platform, rows);
      transitions(platform, rows);
    }
    waiting(rows);
  }

  private static void idle(LaunchedPlatform platform, BenchCommand.Rows rows)
      throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(5));
    var before = platform.cpu();
    Thread.sleep(IDLE);
    var share = 100.0 * platform.cpu().minus(before).toMillis() / IDLE.toMillis();
    rows.row(
        "an idle `up`: share of one core", String.format(Locale.ROOT, "%.1f %%", share), "< 2 %");
    rows.row("the same, resident", Memory.resident(platform.pid()) + " MB", "< 400 MB");
  }

  private static void transitions(LaunchedPlatform platform, BenchCommand.Rows rows)
      throws IOException, InterruptedException {
    var machine = machine(platform, "counting", COUNTING);
    count(platform, machine);
    var began = System.nanoTime();
    var executions = count(platform, machine);
    var seconds = (System.nanoTime() - began) / 1e9;
    var entered = 0L;
    for (var execution : executions) {
      entered += entered(platform, execution);
    }
    rows.row(
        "Pass and Choice, %d executions at once, history kept: transitions".formatted(EXECUTIONS),
        String.format(Locale.ROOT, "%,.0f per second", entered / seconds),
        "≥ 5,000 per second");
  }

  private static List<String> count(LaunchedPlatform platform, String machine)
      throws IOException, InterruptedException {
    var executions = new ArrayList<String>();
    for (var i = 0; i < EXECUTIONS; i++) {
      executions.add(start(platform, machine));
    }
    platform.await(() -> executions.stream().noneMatch(one -> isRunning(platform, one)));
    return executions;
  }

  private static String machine(LaunchedPlatform platform, String name, String definition)
      throws IOException, InterruptedException {
    var request =
        Json.object()
            .put("name", name)
            .put("definition", definition)
            .put("roleArn", "arn:aws:iam::000000000000:role/bench")
            .build();
    return states(platform, "CreateStateMachine", request).requireString("stateMachineArn");
  }

  private static String start(LaunchedPlatform platform, String machine)
      throws IOException, InterruptedException {
    var request = Json.object().put("stateMachineArn", machine).build();
    return states(platform, "StartExecution", request).requireString("executionArn");
  }

  private static boolean isRunning(LaunchedPlatform platform, String execution) {
    try {
      var request = Json.object().put("executionArn", execution).build();
      return states(platform, "DescribeExecution", request)
          .requireString("status")
          .equals("RUNNING");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// How many states an execution entered.
  private static long entered(LaunchedPlatform platform, String execution)
      throws IOException, InterruptedException {
    var count = 0L;
    var request = Json.object().put("executionArn", execution).put("maxResults", 1_000).build();
    for (var page = states(platform, "GetExecutionHistory", request); ; ) {
      count +=
          page.array("events").stream()
              .filter(event -> ((Json.Obj) event).requireString("type").endsWith("StateEntered"))
              .count();
      var next = page.string("nextToken");
      if (next.isEmpty()) {
        return count;
      }
      page =
          states(platform, "GetExecutionHistory", request.with("nextToken", Json.of(next.get())));
    }
  }

  private static Json.Obj states(LaunchedPlatform platform, String operation, Json.Obj request)
      throws IOException, InterruptedException {
    return platform.aws("AWSStepFunctions." + operation, request);
  }

  private void waiting(BenchCommand.Rows rows) throws IOException, InterruptedException {
    var first = LaunchedPlatform.start(launcher);
    var empty = Memory.resident(first.pid());
    startAll(first);
    try (var again = first.killedAndStarted(launcher)) {
      Thread.sleep(Duration.ofSeconds(5));
      rows.row(
          "start on %,d executions that wait for a token".formatted(WAITING),
          String.format(Locale.ROOT, "%.2f s", again.startSeconds()),
          "< 6 s");
      rows.row(
          "the same, resident beside an empty one",
          "%d MB more".formatted(Memory.resident(again.pid()) - empty),
          "< 200 MB");
    }
  }

  private static void startAll(LaunchedPlatform platform) throws IOException, InterruptedException {
    var queue =
        platform
            .aws("AmazonSQS.CreateQueue", Json.object().put("QueueName", "asked").build())
            .requireString("QueueUrl");
    var machine = machine(platform, "asking", asking(queue));
    try (var threads = Executors.newFixedThreadPool(8)) {
      threads.invokeAll(Collections.nCopies(WAITING, () -> start(platform, machine)));
    }
    platform.await(() -> asked(platform, queue) == WAITING);
  }

  private static String asking(String queue) {
    return """
    {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {
      "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Arguments": {
          "QueueUrl": "%s", "MessageBody": {"token": "{%% $states.context.Task.Token %%}"}},
        "End": true}}}
    """
        .formatted(queue);
  }

  private static int asked(LaunchedPlatform platform, String queue) {
    try {
      var request =
          Json.object()
              .put("QueueUrl", queue)
              .put("AttributeNames", Json.strings(List.of("ApproximateNumberOfMessages")))
              .build();
      return Integer.parseInt(
          platform
              .aws("AmazonSQS.GetQueueAttributes", request)
              .object("Attributes")
              .requireString("ApproximateNumberOfMessages"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

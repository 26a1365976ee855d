package dev.slipway.cli.bench;

import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How fast state machines go, and what a platform takes that has nothing to do.
final class StateMeasures implements BenchCommand.Measures {
  private static final int EXECUTIONS = 8;
  private static final int ROUNDS = 1_000;
  private static final Duration SETTLING = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(30);

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
    new WaitingMeasures(launcher).measure(rows);
  }

  private static void idle(LaunchedPlatform platform, BenchCommand.Rows rows)
      throws InterruptedException {
    Thread.sleep(SETTLING);
    var before = platform.cpu();
    Thread.sleep(IDLE);
    var share = 100.0 * platform.cpu().minus(before).toMillis() / IDLE.toMillis();
    rows.row(
        "an idle `up`: share of one core", String.format(Locale.ROOT, "%.1f %%", share), "< 2 %");
    rows.row("the same, resident", Memory.resident(platform.pid()) + " MB", "< 400 MB");
  }

  /// The first round warms up.
  private static void transitions(LaunchedPlatform platform, BenchCommand.Rows rows) {
    var aws = new AwsCalls(platform);
    var machine = aws.machine("counting", counting());
    count(platform, aws, machine);
    var began = System.nanoTime();
    var executions = count(platform, aws, machine);
    var seconds = (System.nanoTime() - began) / 1e9;
    var entered = executions.stream().mapToLong(one -> entered(aws, one)).sum();
    rows.row(
        "Pass and Choice, %d executions at once, history kept: transitions".formatted(EXECUTIONS),
        String.format(Locale.ROOT, "%,.0f per second", entered / seconds),
        "≥ 5,000 per second");
  }

  /// Two transitions a round, until the count is reached.
  private static String counting() {
    return """
    {"QueryLanguage": "JSONata", "StartAt": "Begin", "States": {
      "Begin": {"Type": "Pass", "Assign": {"n": 0}, "Next": "Count"},
      "Count": {"Type": "Pass", "Assign": {"n": "{%% $n + 1 %%}"}, "Next": "Again?"},
      "Again?": {"Type": "Choice",
        "Choices": [{"Condition": "{%% $n < %d %%}", "Next": "Count"}], "Default": "Done"},
      "Done": {"Type": "Succeed"}}}
    """
        .formatted(ROUNDS);
  }

  private static List<String> count(LaunchedPlatform platform, AwsCalls aws, String machine) {
    var executions = Stream.generate(() -> aws.start(machine)).limit(EXECUTIONS).toList();
    platform.await(() -> executions.stream().noneMatch(one -> isRunning(aws, one)));
    return executions;
  }

  private static boolean isRunning(AwsCalls aws, String execution) {
    return aws.states("DescribeExecution", Json.object().put("executionArn", execution).build())
        .requireString("status")
        .equals("RUNNING");
  }

  /// How many states an execution entered.
  private static long entered(AwsCalls aws, String execution) {
    var request = Json.object().put("executionArn", execution).put("maxResults", 1_000).build();
    var count = 0L;
    for (var page = aws.states("GetExecutionHistory", request); ; ) {
      count +=
          page.array("events").stream()
              .filter(event -> ((Json.Obj) event).requireString("type").endsWith("StateEntered"))
              .count();
      var next = page.string("nextToken");
      if (next.isEmpty()) {
        return count;
      }
      page = aws.states("GetExecutionHistory", request.with("nextToken", Json.of(next.get())));
    }
  }
}

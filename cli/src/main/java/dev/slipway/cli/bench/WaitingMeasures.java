package dev.slipway.cli.bench;

import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;

/// What executions cost that wait for somebody's answer: in the process that started them, and in
/// the one after it, which must know all of them and end one by its token.
final class WaitingMeasures implements BenchCommand.Measures {
  private static final int WAITING = 10_000;
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private final Path launcher;

  WaitingMeasures(Path launcher) {
    this.launcher = launcher;
  }

  @Override
  public void measure(BenchCommand.Rows rows) throws IOException, InterruptedException {
    var first = LaunchedPlatform.start(launcher);
    Thread.sleep(SETTLING);
    var empty = Memory.resident(first.pid());
    var machine = startAll(first);
    Thread.sleep(SETTLING);
    more(rows, "%,d executions that wait for a token".formatted(WAITING), first, empty);
    try (var again = first.killedAndStarted(launcher)) {
      rows.row(
          "`kill -9`, and start on them",
          String.format(Locale.ROOT, "%.2f s", again.startSeconds()),
          "< 6 s");
      answerOne(again, machine);
      Thread.sleep(SETTLING);
      more(rows, "the same, after that start, all found and one answered", again, empty);
    }
  }

  private static void more(
      BenchCommand.Rows rows, String what, LaunchedPlatform platform, long empty) {
    rows.row(
        what + ": resident beside none",
        "%d MB more".formatted(Memory.resident(platform.pid()) - empty),
        "< 200 MB");
  }

  private static String startAll(LaunchedPlatform platform) throws InterruptedException {
    var aws = new AwsCalls(platform);
    aws.queues("CreateQueue", Json.object().put("QueueName", "asked").build());
    var queue = queue(aws);
    var machine = aws.machine("asking", asking(queue));
    try (var threads = Executors.newFixedThreadPool(8)) {
      threads.invokeAll(Collections.nCopies(WAITING, () -> aws.start(machine)));
    }
    platform.await(() -> asked(aws, queue) == WAITING);
    return machine;
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

  /// Its address has the port of the process.
  private static String queue(AwsCalls aws) {
    return aws.queues("GetQueueUrl", Json.object().put("QueueName", "asked").build())
        .requireString("QueueUrl");
  }

  private static int asked(AwsCalls aws, String queue) {
    var request =
        Json.object()
            .put("QueueUrl", queue)
            .put("AttributeNames", Json.strings(List.of("ApproximateNumberOfMessages")))
            .build();
    return Integer.parseInt(
        aws.queues("GetQueueAttributes", request)
            .object("Attributes")
            .requireString("ApproximateNumberOfMessages"));
  }

  /// Takes one of the messages and ends the execution that sent it.
  private static void answerOne(LaunchedPlatform platform, String machine) {
    var aws = new AwsCalls(platform);
    var received =
        aws.queues("ReceiveMessage", Json.object().put("QueueUrl", queue(aws)).build())
            .array("Messages");
    var body = ((Json.Obj) received.getFirst()).requireString("Body");
    var token = Json.parseObject(body.getBytes(StandardCharsets.UTF_8)).requireString("token");
    aws.states(
        "SendTaskSuccess", Json.object().put("taskToken", token).put("output", "{}").build());
    platform.await(() -> count(aws, machine, "SUCCEEDED") == 1);
    var waiting = count(aws, machine, "RUNNING");
    if (waiting != WAITING - 1) {
      throw new IllegalStateException("%d of %d executions wait".formatted(waiting, WAITING - 1));
    }
  }

  private static int count(AwsCalls aws, String machine, String status) {
    var request =
        Json.object()
            .put("stateMachineArn", machine)
            .put("statusFilter", status)
            .put("maxResults", 1_000)
            .build();
    var count = 0;
    for (var page = aws.states("ListExecutions", request); ; ) {
      count += page.array("executions").size();
      var next = page.string("nextToken");
      if (next.isEmpty()) {
        return count;
      }
      page = aws.states("ListExecutions", request.with("nextToken", Json.of(next.get())));
    }
  }
}

package dev.slipway.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SystemScheduler;
import dev.slipway.local.wire.AwsClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever Step Functions is asked, it answers or names the client's error. 5,000 requests here;
/// as many as wanted with `-Dslipway.fuzz.states=N`, other ones with `-Dslipway.fuzz.seed`.
class StatesFuzzTest {
  private static final long MEMORY = 256L << 20;
  private static final String HERE = "arn:aws:states:us-east-1:000000000000:";

  private static final List<String> OPERATIONS =
      List.of(
          "CreateStateMachine",
          "UpdateStateMachine",
          "DeleteStateMachine",
          "DescribeStateMachine",
          "ListStateMachines",
          "PublishStateMachineVersion",
          "DeleteStateMachineVersion",
          "ListStateMachineVersions",
          "CreateStateMachineAlias",
          "UpdateStateMachineAlias",
          "DescribeStateMachineAlias",
          "DeleteStateMachineAlias",
          "ListStateMachineAliases",
          "TagResource",
          "UntagResource",
          "ListTagsForResource",
          "StartExecution",
          "StartSyncExecution",
          "StopExecution",
          "RedriveExecution",
          "DescribeExecution",
          "ListExecutions",
          "GetExecutionHistory",
          "DescribeStateMachineForExecution",
          "SendTaskSuccess",
          "SendTaskFailure",
          "SendTaskHeartbeat",
          "CreateActivity",
          "DescribeActivity",
          "DeleteActivity",
          "ListActivities",
          "GetActivityTask",
          "DescribeMapRun",
          "ListMapRuns",
          "UpdateMapRun",
          "ValidateStateMachineDefinition",
          "TestState",
          "Nothing",
          "");

  private static final List<String> MEMBERS =
      List.of(
          "name",
          "definition",
          "roleArn",
          "type",
          "stateMachineArn",
          "stateMachineVersionArn",
          "stateMachineAliasArn",
          "routingConfiguration",
          "weight",
          "publish",
          "revisionId",
          "tags",
          "tagKeys",
          "key",
          "resourceArn",
          "executionArn",
          "mapRunArn",
          "input",
          "output",
          "error",
          "cause",
          "taskToken",
          "maxResults",
          "nextToken",
          "reverseOrder",
          "includeExecutionData",
          "statusFilter",
          "redriveFilter",
          "inspectionLevel",
          "variables",
          "context",
          "mock",
          "stateConfiguration",
          "stateName",
          "severity",
          "maxConcurrency",
          "toleratedFailurePercentage",
          "loggingConfiguration",
          "tracingConfiguration",
          "encryptionConfiguration",
          "clientToken",
          "traceHeader",
          // No activity of this name is made, or each request for its task would wait a minute.
          "activityArn");

  private static final List<String> TEXTS =
      List.of(
          "",
          "m",
          "STANDARD",
          "EXPRESS",
          "TRACE",
          "RUNNING",
          "ERROR",
          "{}",
          "[",
          "{\\\"StartAt\\\":\\\"a\\\",\\\"States\\\":{\\\"a\\\":{\\\"Type\\\":\\\"Succeed\\\"}}}",
          "{\\\"StartAt\\\":1,\\\"States\\\":[]}",
          "{\\\"Type\\\":\\\"Pass\\\",\\\"End\\\":true}",
          "{\\\"Type\\\":\\\"Pass\\\",\\\"QueryLanguage\\\":\\\"JSONata\\\",\\\"Output\\\":\\\"{% ( %}\\\",\\\"End\\\":true}",
          "arn:aws:iam::000000000000:role/r",
          HERE + "stateMachine:m",
          HERE + "stateMachine:m:1",
          HERE + "stateMachine:m:live",
          HERE + "stateMachine:m/x:99999999999999999999",
          HERE + "execution:m:e",
          HERE + "express:m:e:f",
          HERE + "mapRun:m/x:y",
          HERE + "activity:none",
          "arn:aws:states",
          "arn:::::::::",
          "\\u0000",
          "\\ud800",
          "ä€😀",
          "%s%n",
          "-1",
          "1e999");

  private final Random random = new Random(Long.getLong("slipway.fuzz.seed", 4));

  @TempDir Path folder;

  @Test
  void everyRequestHasAnAnswer() {
    var count = Integer.getInteger("slipway.fuzz.states", 5_000);
    try (var scheduler = new SystemScheduler();
        var cloud = new EmbeddedCloud(folder, scheduler, Chance.seeded(1));
        var aws = new AwsClient(cloud.port().client().address())) {
      for (var i = 0; i < count; i++) {
        var operation = pick(OPERATIONS);
        var body = body();
        var answer = aws.json("AWSStepFunctions." + operation, body);
        assertThat(answer.statusCode())
            .as("request %d: %s %s answered %s", i, operation, shown(body), AwsClient.text(answer))
            .isBetween(200, 499);
        if (answer.statusCode() >= 400) {
          assertThat(AwsClient.text(answer)).contains("\"__type\":\"");
        }
      }
    }
    System.gc();
    var runtime = Runtime.getRuntime();
    assertThat(runtime.totalMemory() - runtime.freeMemory()).isLessThan(MEMORY);
  }

  private static String shown(byte[] body) {
    return new String(body, 0, Math.min(body.length, 2_000), StandardCharsets.UTF_8);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private byte[] body() {
    var kind = random.nextInt(200);
    if (kind < 10) {
      var noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      return noise;
    }
    return switch (kind) {
      case 10 -> bytes("[".repeat(random.nextInt(100_000)));
      case 11 -> bytes("{\"input\":".repeat(random.nextInt(2_000)));
      case 12 -> bytes("{\"definition\":\"%s\"}".formatted("x".repeat(random.nextInt(2_000_000))));
      default -> bytes(object(0));
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String object(int depth) {
    var text = new StringBuilder("{\"any\":0");
    for (var i = random.nextInt(12); i > 0; i--) {
      text.append(",\"").append(pick(MEMBERS)).append("\":").append(value(depth));
    }
    return text.append('}').toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 3 ? 9 : 12)) {
      case 0 -> pick(List.of("null", "true"));
      case 1 -> Integer.toString(random.nextInt(-2, 12));
      case 2 -> pick(List.of("1e308", "-0", "1.5", "99999999999999999999", "1e999"));
      case 9 -> object(depth + 1);
      case 10 -> "[%s,%s]".formatted(value(depth + 1), value(depth + 1));
      case 11 -> "[" + object(depth + 1) + "]";
      default -> '"' + pick(TEXTS) + '"';
    };
  }
}

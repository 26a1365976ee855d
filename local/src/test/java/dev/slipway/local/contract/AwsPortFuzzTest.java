package dev.slipway.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SystemScheduler;
import dev.slipway.local.wire.AwsClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever arrives on the AWS port, the answer is an answer or an error of the client's. 20,000
/// requests here; as many as wanted with `-Dslipway.fuzz=N`, other ones with `-Dslipway.fuzz.seed`.
class AwsPortFuzzTest {
  private static final long MEMORY = 256L << 20;

  private static final List<String> TARGETS =
      List.of(
          "AmazonSQS.CreateQueue",
          "AmazonSQS.SendMessage",
          "AmazonSQS.SendMessageBatch",
          "AmazonSQS.ReceiveMessage",
          "AmazonSQS.DeleteMessage",
          "AmazonSQS.ChangeMessageVisibility",
          "AmazonSQS.GetQueueAttributes",
          "AmazonSQS.SetQueueAttributes",
          "AmazonSQS.StartMessageMoveTask",
          "AmazonSSM.PutParameter",
          "AmazonSSM.GetParametersByPath",
          "AmazonSSM.DescribeParameters",
          "AmazonSSM.LabelParameterVersion",
          "secretsmanager.CreateSecret",
          "secretsmanager.PutSecretValue",
          "secretsmanager.GetSecretValue",
          "secretsmanager.UpdateSecretVersionStage",
          "secretsmanager.GetRandomPassword",
          "AWSEvents.PutRule",
          "AWSEvents.PutTargets",
          "AWSEvents.PutEvents",
          "AWSEvents.TestEventPattern",
          "CodeBuild_20161006.StartBuild",
          "CodeBuild_20161006.BatchGetBuilds",
          "CodeBuild_20161006.ListBuilds",
          "DynamoDB_20120810.CreateTable",
          "DynamoDB_20120810.PutItem",
          "DynamoDB_20120810.UpdateItem",
          "DynamoDB_20120810.Query",
          "AmazonSQS.",
          "Nobody.Knows",
          "x");

  private static final List<String> MEMBERS =
      List.of(
          "QueueName",
          "QueueUrl",
          "Attributes",
          "MessageBody",
          "MessageGroupId",
          "Entries",
          "Id",
          "ReceiptHandle",
          "VisibilityTimeout",
          "DelaySeconds",
          "AttributeNames",
          "SourceArn",
          "MessageAttributes",
          "MaxNumberOfMessages",
          "Name",
          "Value",
          "Type",
          "Path",
          "Labels",
          "ParameterFilters",
          "MaxResults",
          "NextToken",
          "SecretId",
          "SecretString",
          "VersionStage",
          "VersionStages",
          "PasswordLength",
          "EventPattern",
          "ScheduleExpression",
          "Targets",
          "Arn",
          "Rule",
          "Detail",
          "DetailType",
          "Source",
          "Event",
          "projectName",
          "ids",
          "idempotencyToken",
          "environmentVariablesOverride",
          "TableName",
          "Item",
          "Key",
          "KeySchema",
          "UpdateExpression",
          "ExpressionAttributeValues",
          "ConditionExpression",
          "Overwrite");

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "q",
          "q.fifo",
          "http://h/0/q",
          "project",
          "/a/b",
          "String",
          "rate(1 minute)",
          "cron(0 0 * * ? *)",
          "cron(0 0 31 2 ? *)",
          "{}",
          "{\\\"a\\\":[{\\\"prefix\\\":\\\"x\\\"}]}",
          "{\\\"source\\\":[\\\"a\\\"]}",
          "[",
          "arn:aws:sqs:us-east-1:000000000000:q",
          "AWSCURRENT",
          "\\u0000",
          "\\ud800",
          "ä€😀",
          "../../etc/passwd",
          "${jndi:x}",
          "%s%n",
          "-1",
          "1e999");

  private final Random random = new Random(Long.getLong("slipway.fuzz.seed", 4));

  @TempDir Path folder;

  @Test
  void everyRequestHasAnAnswer() throws Exception {
    var count = Integer.getInteger("slipway.fuzz", 20_000);
    try (var scheduler = new SystemScheduler();
        var cloud = new EmbeddedCloud(folder, scheduler, Chance.seeded(1));
        var aws = new AwsClient(cloud.port().client().address())) {
      aws.send("PUT", "/bucket", "s3", new byte[0]);
      aws.json("AmazonSQS.CreateQueue", "{'QueueName':'q'}");
      for (var i = 0; i < count; i++) {
        var answer = request(aws);
        assertThat(answer.statusCode())
            .as("request %d: %s answered %s", i, answer.request(), AwsClient.text(answer))
            .isBetween(200, 499);
      }
    }
    System.gc();
    var runtime = Runtime.getRuntime();
    assertThat(runtime.totalMemory() - runtime.freeMemory()).isLessThan(MEMORY);
  }

  private HttpResponse<byte[]> request(AwsClient aws) {
    return switch (random.nextInt(8)) {
      case 0 -> s3(aws);
      case 1 -> rest(aws);
      case 2 -> aws.form(pick(List.of("sqs", "sts", "iam", "s3")), form());
      default -> aws.json(pick(TARGETS), body());
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private byte[] body() {
    return switch (random.nextInt(20)) {
      case 0 -> noise();
      case 1 -> "[".repeat(random.nextInt(100_000)).getBytes(StandardCharsets.UTF_8);
      case 2 -> "{\"a\":".repeat(random.nextInt(2_000)).getBytes(StandardCharsets.UTF_8);
      case 3 ->
          "{\"Name\":\"%s\"}"
              .formatted("x".repeat(random.nextInt(2_000_000)))
              .getBytes(StandardCharsets.UTF_8);
      default -> object(0).getBytes(StandardCharsets.UTF_8);
    };
  }

  private byte[] noise() {
    var bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String object(int depth) {
    var text = new StringBuilder("{");
    var members = random.nextInt(6);
    for (var i = 0; i < members; i++) {
      text.append(i == 0 ? "" : ",")
          .append('"')
          .append(pick(MEMBERS))
          .append(i)
          .append("\":")
          .append(value(depth));
      text.append(",\"").append(pick(MEMBERS)).append("\":").append(value(depth));
    }
    return text.append('}').toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 3 ? 7 : 10)) {
      case 0 -> "null";
      case 1 -> "true";
      case 2 -> Integer.toString(random.nextInt(-2, 12));
      case 3 -> pick(List.of("1e308", "-0", "1.5", "99999999999999999999", "1e999"));
      case 7 -> object(depth + 1);
      case 8 -> "[%s,%s]".formatted(value(depth + 1), value(depth + 1));
      case 9 -> "[" + object(depth + 1) + "]";
      default -> '"' + pick(TEXTS) + '"';
    };
  }

  private String form() {
    var form = new StringBuilder("Action=");
    form.append(pick(List.of("SendMessage", "CreateQueue", "GetCallerIdentity", "", "X%")));
    form.append("&Version=").append(pick(List.of("2012-11-05", "2011-06-15", "x")));
    for (var i = 0; i < random.nextInt(5); i++) {
      form.append('&')
          .append(
              pick(
                  List.of(
                      "Attribute.1.Name",
                      "Attribute.1",
                      "Attribute.x.Value",
                      "QueueName",
                      "QueueUrl",
                      "MessageBody",
                      "DelaySeconds",
                      "SendMessageBatchRequestEntry.1.Id",
                      "SendMessageBatchRequestEntry",
                      "MessageAttribute.1.Value.StringValue",
                      "MessageAttribute.1.Value",
                      "%%%")))
          .append('=')
          .append(pick(List.of("q", "1", "-1", "%00", "%zz", "")));
    }
    return form.toString();
  }

  private HttpResponse<byte[]> s3(AwsClient aws) {
    var path =
        pick(List.of("/bucket", "/bucket/k", "/bucket/a/b", "/none/k", "/", "/B@d", "/bucket/%00"));
    var query =
        pick(
            List.of(
                "",
                "?list-type=2",
                "?list-type=2&max-keys=x",
                "?list-type=2&continuation-token=@",
                "?uploads",
                "?uploadId=x&partNumber=1",
                "?uploadId=x&partNumber=0",
                "?tagging",
                "?acl",
                "?delete",
                "?versioning",
                "?lifecycle",
                "?notification",
                "?policy",
                "?attributes",
                "?X-Amz-Signature=1",
                "?X-Amz-Signature=1&X-Amz-Date=x&X-Amz-Credential=a&X-Amz-Algorithm=b&X-Amz-SignedHeaders=h",
                "?Signature=1&AWSAccessKeyId=a&Expires=x",
                "?partNumber=99999",
                "?%zz=1"));
    var body =
        pick(
            List.of(
                "",
                "x",
                "<Delete><Object><Key>k</Key></Object></Delete>",
                "<Delete>",
                "<Tagging><TagSet><Tag><Key>k</Key></Tag></TagSet></Tagging>",
                "<a>".repeat(100),
                "5\r\nhello\r\n0\r\n\r\n",
                "zz\r\n"));
    var headers =
        pick(
            List.of(
                new String[] {"X-None", "1"},
                new String[] {"Range", "bytes=-"},
                new String[] {"Range", "bytes=5-1"},
                new String[] {"If-Match", "x"},
                new String[] {"If-None-Match", "x"},
                new String[] {"Content-MD5", "x"},
                new String[] {"Content-Encoding", "aws-chunked"},
                new String[] {
                  "x-amz-decoded-content-length", "x", "Content-Encoding", "aws-chunked"
                },
                new String[] {"x-amz-checksum-crc32", "x"},
                new String[] {
                  "x-amz-copy-source", pick(List.of("x", "/bucket/k", "%zz", "/bucket/"))
                },
                new String[] {"x-amz-tagging", "a=b&%zz"},
                new String[] {"x-amz-content-sha256", "0".repeat(64)},
                new String[] {"x-amz-meta-a", "x".repeat(3_000)}));
    return aws.send(
        pick(List.of("GET", "PUT", "POST", "DELETE", "HEAD", "PATCH")),
        path.replace("@", "%40") + query.replace("%zz", "%25zz"),
        pick(List.of("s3", "s3", "s3", "lambda", "ec2")),
        body.getBytes(StandardCharsets.UTF_8),
        headers);
  }

  private HttpResponse<byte[]> rest(AwsClient aws) {
    var path =
        pick(
            List.of(
                "/2015-03-31/functions/",
                "/2015-03-31/functions/f/invocations",
                "/2015-03-31/functions/%25%25/invocations",
                "/2015-03-31/functions/f/aliases/x",
                "/2015-03-31/event-source-mappings/x",
                "/2017-10-31/functions/f/concurrency",
                "/schedules/s",
                "/schedules",
                "/schedules/%20",
                "/schedule-groups/g",
                "/schedule-groups",
                "/2015-03-31/"));
    return aws.send(
        pick(List.of("GET", "PUT", "POST", "DELETE")),
        path,
        path.startsWith("/schedule") ? "scheduler" : "lambda",
        body());
  }
}

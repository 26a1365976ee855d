package dev.slipway.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.wire.AwsClient;
import dev.slipway.model.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds of AWS as of every stand-in for it. Runs against this cloud; against another one with
/// `-Dslipway.contract.endpoint=URL`, and against LocalStack with `-Plocalstack`.
class ContractTest {
  @TempDir static Path folder;

  private static AnyCloud cloud;
  private static AwsClient aws;

  /// No two runs meet each other's things.
  private final String run = "c" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeAll
  static void open() {
    cloud = AnyCloud.open(folder);
    aws = cloud.client();
  }

  @AfterAll
  static void close() throws Exception {
    cloud.close();
  }

  private static Json.Obj call(String target, String body) {
    return cloud.call(target, body);
  }

  private static HttpResponse<byte[]> s3(
      String method, String path, String body, String... headers) {
    return aws.send(method, path, "s3", body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private static String queue(String name, String attributes) {
    return call(
            "AmazonSQS.CreateQueue",
            "{'QueueName':'%s','Attributes':%s}".formatted(name, attributes))
        .requireString("QueueUrl");
  }

  private static List<Json.Obj> receive(String url) {
    return call(
            "AmazonSQS.ReceiveMessage",
            "{'QueueUrl':'%s','MaxNumberOfMessages':10,'WaitTimeSeconds':2,'AttributeNames':['All']}"
                .formatted(url))
        .array("Messages")
        .stream()
        .map(Json.Obj.class::cast)
        .toList();
  }

  @Test
  void aQueueKeepsTheOrderOfAGroupAndDropsDuplicates() {
    var url = queue(run + ".fifo", "{'FifoQueue':'true'}");
    for (var body : List.of("1", "2", "2", "3")) {
      call(
          "AmazonSQS.SendMessage",
          "{'QueueUrl':'%s','MessageBody':'%s','MessageGroupId':'g','MessageDeduplicationId':'%s'}"
              .formatted(url, body, body));
    }
    var messages = receive(url);
    assertThat(messages.stream().map(one -> one.requireString("Body")))
        .containsExactly("1", "2", "3");
    for (var message : messages) {
      call(
          "AmazonSQS.DeleteMessage",
          "{'QueueUrl':'%s','ReceiptHandle':'%s'}"
              .formatted(url, message.requireString("ReceiptHandle")));
    }
    call("AmazonSQS.DeleteQueue", "{'QueueUrl':'%s'}".formatted(url));
  }

  @Test
  void aQueueThatIsNotThereIsNamed() {
    var answer = aws.json("AmazonSQS.GetQueueUrl", "{'QueueName':'none-%s'}".formatted(run));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("QueueDoesNotExist");
  }

  @Test
  void objectsAreWrittenReadListedAndRemoved() {
    assertThat(s3("PUT", "/" + run, "").statusCode()).isEqualTo(200);
    assertThat(s3("PUT", "/" + run + "/a/b", "hello", "x-amz-meta-k", "v").statusCode())
        .isEqualTo(200);
    var got = s3("GET", "/" + run + "/a/b", "");
    assertThat(AwsClient.text(got)).isEqualTo("hello");
    assertThat(got.headers().firstValue("x-amz-meta-k")).contains("v");
    assertThat(got.headers().firstValue("etag")).contains("\"5d41402abc4b2a76b9719d911017c592\"");
    assertThat(AwsClient.text(s3("GET", "/" + run + "?list-type=2&delimiter=/", "")))
        .contains("<Prefix>a/</Prefix>");
    assertThat(s3("PUT", "/" + run + "/a/b", "x", "If-None-Match", "*").statusCode())
        .isEqualTo(412);
    assertThat(AwsClient.text(s3("GET", "/" + run + "/none", ""))).contains("NoSuchKey");
    assertThat(s3("DELETE", "/" + run + "/a/b", "").statusCode()).isEqualTo(204);
    assertThat(s3("DELETE", "/" + run, "").statusCode()).isEqualTo(204);
  }

  @Test
  void aRuleHandsEventsToAQueue() {
    var url = queue(run + "-told", "{}");
    var arn =
        call(
                "AmazonSQS.GetQueueAttributes",
                "{'QueueUrl':'%s','AttributeNames':['QueueArn']}".formatted(url))
            .object("Attributes")
            .requireString("QueueArn");
    call(
        "AWSEvents.PutRule",
        "{'Name':'%1$s','EventPattern':'{\\\"source\\\":[\\\"%1$s\\\"],\\\"detail\\\":{\\\"n\\\":[{\\\"numeric\\\":[\\\">\\\",1]}]}}'}"
            .formatted(run));
    call(
        "AWSEvents.PutTargets",
        "{'Rule':'%s','Targets':[{'Id':'1','Arn':'%s'}]}".formatted(run, arn));
    for (var n : List.of(1, 2)) {
      var put =
          call(
              "AWSEvents.PutEvents",
              "{'Entries':[{'Source':'%s','DetailType':'t','Detail':'{\\\"n\\\":%d}'}]}"
                  .formatted(run, n));
      assertThat(put.requireNumber("FailedEntryCount")).isZero();
    }
    var messages = receive(url);
    assertThat(messages).hasSize(1);
    var event = (Json.Obj) Json.parse(messages.getFirst().requireString("Body"));
    assertThat(event.object("detail").requireNumber("n")).isEqualTo(2);
    call("AWSEvents.RemoveTargets", "{'Rule':'%s','Ids':['1']}".formatted(run));
    call("AWSEvents.DeleteRule", "{'Name':'%s'}".formatted(run));
  }

  @Test
  void parametersAndSecretsHaveVersions() {
    var name = "/%s/p".formatted(run);
    for (var value : List.of("1", "2")) {
      call(
          "AmazonSSM.PutParameter",
          "{'Name':'%s','Value':'%s','Type':'String','Overwrite':true}".formatted(name, value));
    }
    var parameter =
        call("AmazonSSM.GetParameter", "{'Name':'%s'}".formatted(name)).object("Parameter");
    assertThat(parameter.requireString("Value")).isEqualTo("2");
    assertThat(parameter.requireNumber("Version")).isEqualTo(2);
    call("AmazonSSM.DeleteParameter", "{'Name':'%s'}".formatted(name));
    assertThat(aws.json("AmazonSSM.GetParameter", "{'Name':'%s'}".formatted(name)).error())
        .isEqualTo("ParameterNotFound");

    call("secretsmanager.CreateSecret", "{'Name':'%s','SecretString':'1'}".formatted(run));
    call("secretsmanager.PutSecretValue", "{'SecretId':'%s','SecretString':'2'}".formatted(run));
    var previous = "{'SecretId':'%s','VersionStage':'AWSPREVIOUS'}".formatted(run);
    assertThat(call("secretsmanager.GetSecretValue", previous).requireString("SecretString"))
        .isEqualTo("1");
    call(
        "secretsmanager.DeleteSecret",
        "{'SecretId':'%s','ForceDeleteWithoutRecovery':true}".formatted(run));
  }

  @Test
  void aTableKeepsItems() {
    call(
        "DynamoDB_20120810.CreateTable",
        "{'TableName':'%s','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':[{'AttributeName':'k','AttributeType':'S'}],'KeySchema':[{'AttributeName':'k','KeyType':'HASH'}]}"
            .formatted(run));
    call(
        "DynamoDB_20120810.PutItem",
        "{'TableName':'%s','Item':{'k':{'S':'a'},'n':{'N':'1'}}}".formatted(run));
    var got =
        call(
            "DynamoDB_20120810.GetItem", "{'TableName':'%s','Key':{'k':{'S':'a'}}}".formatted(run));
    assertThat(got.object("Item").object("n").requireString("N")).isEqualTo("1");
    var again =
        aws.json(
            "DynamoDB_20120810.PutItem",
            "{'TableName':'%s','Item':{'k':{'S':'a'}},'ConditionExpression':'attribute_not_exists(k)'}"
                .formatted(run));
    assertThat(again.error()).isEqualTo("ConditionalCheckFailedException");
    call("DynamoDB_20120810.DeleteTable", "{'TableName':'%s'}".formatted(run));
  }

  @Test
  void everyoneIsSomebody() {
    var answer = aws.form("sts", "Action=GetCallerIdentity&Version=2011-06-15");
    assertThat(AwsClient.text(answer)).contains("<Account>000000000000</Account>");
  }
}

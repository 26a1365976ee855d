package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.functions.aws.Outside;
import dev.slipway.local.wire.AwsClient;
import dev.slipway.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A table, its stream and a function that follows it, as a template declares them.
class StreamTest {
  private static final BlockingQueue<Json.Obj> EVENTS = new LinkedBlockingQueue<>();

  private static final String TEMPLATE =
      """
      {"Resources":{
        "Tide":{"Type":"AWS::DynamoDB::Table","Properties":{
          "BillingMode":"PAY_PER_REQUEST",
          "AttributeDefinitions":[{"AttributeName":"k","AttributeType":"S"}],
          "KeySchema":[{"AttributeName":"k","KeyType":"HASH"}],
          "StreamSpecification":{"StreamViewType":"NEW_IMAGE"}}},
        "Follower":{"Type":"AWS::Lambda::Function","Properties":{
          "Runtime":"java25","Handler":"dev.slipway.local.StreamTest$Following::handleRequest",
          "Code":{"S3Bucket":"b","S3Key":"k"},"Role":"r"}},
        "Mapping":{"Type":"AWS::Lambda::EventSourceMapping","Properties":{
          "EventSourceArn":{"Fn::GetAtt":["Tide","StreamArn"]},
          "FunctionName":{"Ref":"Follower"},
          "StartingPosition":"LATEST","BatchSize":10,"MaximumRetryAttempts":2,
          "BisectBatchOnFunctionError":true,"FunctionResponseTypes":["ReportBatchItemFailures"]}}}}
      """;

  @TempDir Path folder;

  /// Keeps what it is called with.
  public static final class Following implements RequestStreamHandler {
    public Following(Map<String, String> environment, Outside outside) {
      assertThat(environment).containsKey("AWS_REGION");
      assertThat(outside).isNotNull();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      EVENTS.add(Json.parseObject(in.readAllBytes()));
    }
  }

  private SlipwayCloud.Settings settings() throws IOException {
    var usual = TestPlatform.settings(folder);
    var file = Files.writeString(folder.resolve("tide.template.json"), TEMPLATE);
    return new SlipwayCloud.Settings(
        usual.data(),
        0,
        0,
        List.of(file),
        usual.site(),
        usual.builds(),
        usual.durability(),
        usual.machine());
  }

  private static void put(SlipwayCloud cloud, String key) {
    try (var aws = new AwsClient(URI.create(cloud.awsUrl()))) {
      var answer =
          aws.json(
              "DynamoDB_20120810.PutItem",
              "{\"TableName\":\"tide-Tide\",\"Item\":{\"k\":{\"S\":\"%s\"}}}".formatted(key));
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  /// The record of that key. Those before it may come again: the process may have ended before it
  /// noted that they were handled.
  private static String record(String key) throws InterruptedException {
    while (true) {
      var event = Objects.requireNonNull(EVENTS.poll(30, TimeUnit.SECONDS), "no event came");
      for (var record : event.array("Records")) {
        if (record.text().contains("\"NewImage\":{\"k\":{\"S\":\"%s\"}}".formatted(key))) {
          return record.text();
        }
      }
    }
  }

  @Test
  @Timeout(120)
  void aFunctionFollowsATableAcrossAStart() throws Exception {
    for (var key : List.of("first", "second")) {
      try (var cloud = SlipwayCloud.start(settings())) {
        put(cloud, key);
        assertThat(record(key)).contains("\"eventSourceARN\":\"arn:aws:dynamodb:");
      }
    }
  }
}

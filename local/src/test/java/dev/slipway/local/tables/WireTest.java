package dev.slipway.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.local.wire.AwsPort;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tables as clients meet them: whatever comes has an answer with AWS's name for it.
class WireTest {
  private final SteppedScheduler scheduler = new SteppedScheduler();
  private final Tables tables =
      new Tables(Store.inMemory(), scheduler, "eu-central-1", "111122223333");
  private AwsPort port;

  @BeforeEach
  void open() {
    port = new AwsPort().with(tables).with(tables.streams()).start(scheduler);
    assertThat(
            port.json(
                    "DynamoDB_20120810.CreateTable",
                    """
                    {"TableName":"tab","BillingMode":"PAY_PER_REQUEST",
                     "AttributeDefinitions":[{"AttributeName":"k","AttributeType":"S"}],
                     "KeySchema":[{"AttributeName":"k","KeyType":"HASH"}],
                     "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}}
                    """)
                .status())
        .isEqualTo(200);
  }

  @AfterEach
  void close() {
    port.close();
    tables.close();
  }

  private String refusal(byte[] body) {
    var answer =
        port.raw(
            "POST",
            "/",
            body,
            "X-Amz-Target",
            "DynamoDB_20120810.PutItem",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=a/20261125/eu-central-1/dynamodb/aws4_request,"
                + " SignedHeaders=host, Signature=00");
    assertThat(answer.statusCode()).isBetween(400, 499);
    return Json.parseObject(answer.body()).requireString("__type");
  }

  private String refusal(String body) {
    return refusal(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String item(String attributes) {
    return "{\"TableName\":\"tab\",\"Item\":{\"k\":{\"S\":\"a\"},%s}}".formatted(attributes);
  }

  @Test
  void refusesWhatIsNoJsonOrNotText() {
    assertThat(refusal("")).isEqualTo("SerializationException");
    assertThat(refusal("{")).isEqualTo("SerializationException");
    assertThat(refusal("<xml/>")).isEqualTo("SerializationException");
    assertThat(refusal("[]")).isEqualTo("SerializationException");
    assertThat(refusal(item("\"a\":{\"S\":\"\u00ff\"}").getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo("SerializationException");
    assertThat(refusal(new byte[] {(byte) 0xFE, (byte) 0xFF, 0, 1}))
        .isEqualTo("SerializationException");
  }

  @Test
  void refusesWhatIsTooDeepOrTooLarge() {
    var deep = "{\"L\":[".repeat(33) + "]}".repeat(33);
    assertThat(refusal(item("\"a\":" + deep))).isEqualTo("ValidationException");
    var deeper = "{\"L\":[".repeat(50_000) + "]}".repeat(50_000);
    assertThat(refusal(item("\"a\":" + deeper))).isEqualTo("SerializationException");
    var large = "x".repeat(400 * 1024);
    assertThat(refusal(item("\"a\":{\"S\":\"%s\"}".formatted(large))))
        .isEqualTo("ValidationException");
    var larger = "x".repeat(17 * 1024 * 1024);
    assertThat(refusal(item("\"a\":{\"S\":\"%s\"}".formatted(larger))))
        .isEqualTo("RequestEntityTooLargeException");
  }

  @Test
  void takesAnItemOfExactlyTheLargestSize() {
    // k, a and text are 3 bytes of the 400 KB.
    var most = "x".repeat(400 * 1024 - 3);
    assertThat(
            port.json("DynamoDB_20120810.PutItem", item("\"a\":{\"S\":\"%s\"}".formatted(most)))
                .status())
        .isEqualTo(200);
    assertThat(refusal(item("\"a\":{\"S\":\"%sx\"}".formatted(most))))
        .isEqualTo("ValidationException");
  }

  @Test
  void readsAStreamOverTheWire() {
    port.json("DynamoDB_20120810.PutItem", item("\"a\":{\"N\":\"1\"}"));
    var list = stream("ListStreams", "{\"TableName\":\"tab\"}");
    var arn = ((Json.Obj) list.array("Streams").getFirst()).requireString("StreamArn");
    var shard =
        stream("DescribeStream", "{\"StreamArn\":\"%s\"}".formatted(arn))
            .object("StreamDescription")
            .array("Shards")
            .getFirst();
    var iterator =
        stream(
            "GetShardIterator",
            "{\"StreamArn\":\"%s\",\"ShardId\":\"%s\",\"ShardIteratorType\":\"TRIM_HORIZON\"}"
                .formatted(arn, ((Json.Obj) shard).requireString("ShardId")));
    var records =
        stream(
            "GetRecords",
            "{\"ShardIterator\":\"%s\"}".formatted(iterator.requireString("ShardIterator")));
    assertThat(records.array("Records")).hasSize(1);
    assertThat(records.text())
        .contains("\"eventName\":\"INSERT\"", "\"Keys\":{\"k\":{\"S\":\"a\"}}");
  }

  private Json.Obj stream(String operation, String request) {
    var answer = port.json("DynamoDBStreams_20120810." + operation, request);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }
}

package dev.slipway.local.states;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.BucketObjects;
import dev.slipway.local.objects.Objects;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.model.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tasks and distributed Maps that read and write this cloud's buckets.
class ObjectTasksTest {
  private final LocalStates states = new LocalStates();
  private final Objects objects =
      Objects.inMemory(Store.inMemory(), states.clock, Chance.seeded(3), "us-east-1");

  @BeforeEach
  void fill() {
    states.service.objects(new BucketObjects(objects));
    objects.createBucket("bucket");
    put("in/rows.csv", "name,age\nann,7\nbob,8\n");
    put("in/list.json", "{\"people\":[{\"name\":\"ann\"},{\"name\":\"bob\"}]}");
  }

  @AfterEach
  void close() {
    states.close();
  }

  @Test
  void mapsOverTheRowsOfAnObject() {
    var execution = map("CSV", "in/rows.csv", "");

    assertThat(states.output(execution))
        .isEqualTo("[{\"name\":\"ann\",\"age\":\"7\"},{\"name\":\"bob\",\"age\":\"8\"}]");
  }

  @Test
  void writesWhatItsIterationsGave() {
    var execution =
        map(
            "JSON",
            "in/list.json",
            """
            , "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
                "Arguments": {"Bucket": "bucket", "Prefix": "out"}}
            """);

    var details = ((Json.Obj) Json.parse(states.output(execution))).object("ResultWriterDetails");
    var manifest = Json.parseObject(objects.read("bucket", details.requireString("Key")));
    var succeeded = (Json.Obj) manifest.object("ResultFiles").array("SUCCEEDED").getFirst();
    assertThat(new String(objects.read("bucket", succeeded.requireString("Key")), UTF_8))
        .contains("\"Output\":\"{\\\"name\\\":\\\"ann\\\"}\"")
        .contains("\"Output\":\"{\\\"name\\\":\\\"bob\\\"}\"");
  }

  @Test
  void failsByTheReadersNameWhenThereIsNoObject() {
    var execution = map("JSON", "in/gone.json", "");

    assertThat(states.describe(execution).requireString("error"))
        .isEqualTo("States.ItemReaderFailed");
  }

  @Test
  void putsABodyAsJsonAndGetsItAsText() {
    var put = task("putObject", "{\"Bucket\": \"bucket\", \"Key\": \"k\", \"Body\": \"text\"}");
    var get = task("getObject", "{\"Bucket\": \"bucket\", \"Key\": \"k\"}");

    assertThat(states.output(put))
        .isEqualTo(
            "{\"ETag\":\"\\\"%s\\\"\",\"ServerSideEncryption\":\"AES256\"}"
                .formatted(md5("\"text\"")));
    assertThat(((Json.Obj) Json.parse(states.output(get))).requireString("Body"))
        .isEqualTo("\"text\"");
    assertThat(states.output(get))
        .contains("\"ContentLength\":6")
        .contains("\"LastModified\":\"20");
  }

  @Test
  void namesWhatIsMissingAsTheSdkDoes() {
    var key = task("getObject", "{\"Bucket\": \"bucket\", \"Key\": \"gone\"}");
    var bucket = task("listObjects", "{\"Bucket\": \"gone\"}");

    assertThat(states.describe(key).requireString("error")).isEqualTo("S3.NoSuchKeyException");
    assertThat(states.describe(bucket).requireString("error"))
        .isEqualTo("S3.NoSuchBucketException");
    assertThat(states.describe(bucket).requireString("cause"))
        .matches(
            "The specified bucket does not exist \\(Service: S3, Status Code: 404, Request ID: \\S+, Extended Request ID: \\S+\\)");
  }

  private void put(String key, String text) {
    objects.put("bucket", key, text.getBytes(UTF_8));
  }

  private static String md5(String text) {
    try {
      var digest = java.security.MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
      return java.util.HexFormat.of().formatHex(digest);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private String task(String action, String arguments) {
    return states.finish(
        states.single(
            """
            {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:%s", "Arguments": %s, "End": true}
            """
                .formatted(action, arguments)),
        "{}");
  }

  private String map(String type, String key, String more) {
    var pointer = type.equals("JSON") ? ", \"ItemsPointer\": \"/people\"" : "";
    return states.finish(
        states.single(
            """
            {"Type": "Map", "End": true,
              "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "%s"%s},
                "Arguments": {"Bucket": "bucket", "Key": "%s"}},
              "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}%s}
            """
                .formatted(type, pointer, key, more)),
        "{}");
  }
}

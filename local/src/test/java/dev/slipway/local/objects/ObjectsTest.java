package dev.slipway.local.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.local.wire.AwsPort;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S3 on the wire.
class ObjectsTest {
  @TempDir Path folder;
  private final SteppedScheduler scheduler = new SteppedScheduler();
  private final List<String> happened = new ArrayList<>();
  private Store store;
  private AwsPort port;
  private Objects objects;

  @BeforeEach
  void open() {
    store = Store.open(folder.resolve("store"), Store.Durability.PROCESS);
    objects =
        Objects.inFiles(folder.resolve("objects"), store, scheduler, Chance.seeded(1), "us-east-1");
    objects.listen(event -> happened.add(event.name() + " " + event.key()));
    objects.createBucket("data");
    port = new AwsPort().objects(objects).start(scheduler);
  }

  @AfterEach
  void close() {
    port.close();
    store.close();
  }

  private HttpResponse<byte[]> call(String method, String path, String body, String... headers) {
    return port.send(method, path, "s3", body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private String text(String path) {
    return AwsPort.text(call("GET", path, ""));
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void keysMayLieBeneathEachOther() {
    call("PUT", "/data/a", "1");
    call("PUT", "/data/a/b", "2");
    call("PUT", "/data/a%2F..%2Fc%20d%2Be", "3");
    assertThat(text("/data/a")).isEqualTo("1");
    assertThat(text("/data/a/b")).isEqualTo("2");
    assertThat(text("/data?list-type=2")).contains("<Key>a/../c d+e</Key>");
    close();
    open();
    assertThat(text("/data/a/../c%20d+e")).isEqualTo("3");
    assertThat(objects.get("data", "a/b")).contains("2".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatWasReplacedOrRemovedLeavesNoBytes() throws Exception {
    for (var body : List.of("1", "2", "3")) {
      call("PUT", "/data/k", body);
    }
    assertThat(bodies()).isEqualTo(1);
    Files.writeString(Files.createDirectories(folder.resolve("objects/ab")).resolve("abcut"), "x");
    close();
    open();
    assertThat(bodies()).as("what was cut off is swept away").isEqualTo(1);
    assertThat(call("DELETE", "/data/k", "").statusCode()).isEqualTo(204);
    assertThat(bodies()).isZero();
    assertThat(happened).contains("ObjectCreated:Put k", "ObjectRemoved:Delete k");
  }

  private long bodies() throws Exception {
    try (var files = Files.walk(folder.resolve("objects"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void writesOnConditions() {
    var none = new String[] {"If-None-Match", "*"};
    var etag = header(call("PUT", "/data/k", "1", none), "ETag");
    var second = call("PUT", "/data/k", "2", none);
    assertThat(second.statusCode()).isEqualTo(412);
    assertThat(AwsPort.text(second)).contains("<Code>PreconditionFailed</Code>");
    assertThat(call("PUT", "/data/k", "2", "If-Match", etag).statusCode()).isEqualTo(200);
    assertThat(call("PUT", "/data/k", "3", "If-Match", etag).statusCode()).isEqualTo(412);
    assertThat(call("PUT", "/data/other", "3", "If-Match", etag).statusCode()).isEqualTo(404);
    assertThat(text("/data/k")).isEqualTo("2");
  }

  @Test
  void onlyOneOfManyFirstWritersWins() throws Exception {
    var statuses = new java.util.concurrent.ConcurrentLinkedQueue<Integer>();
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 20; i++) {
        var body = "writer " + i;
        threads.execute(
            () -> statuses.add(call("PUT", "/data/lock", body, "If-None-Match", "*").statusCode()));
      }
    }
    assertThat(statuses).hasSize(20).containsOnlyOnce(200);
  }

  @Test
  void readsOnConditionsAndInPieces() {
    var etag = header(call("PUT", "/data/k", "0123456789"), "ETag");
    assertThat(call("GET", "/data/k", "", "If-None-Match", etag).statusCode()).isEqualTo(304);
    assertThat(call("GET", "/data/k", "", "If-Match", "\"x\"").statusCode()).isEqualTo(412);
    var part = call("GET", "/data/k", "", "Range", "bytes=2-4");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(AwsPort.text(part)).isEqualTo("234");
    assertThat(header(part, "Content-Range")).isEqualTo("bytes 2-4/10");
    assertThat(AwsPort.text(call("GET", "/data/k", "", "Range", "bytes=-3"))).isEqualTo("789");
    assertThat(call("GET", "/data/k", "", "Range", "bytes=10-").statusCode()).isEqualTo(416);
    var head = call("HEAD", "/data/k", "");
    assertThat(header(head, "Content-Length")).isEqualTo("10");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void unpacksChunksAndComparesTheTrailingSum() {
    var good = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";
    assertThat(chunked(good).statusCode()).isEqualTo(200);
    assertThat(text("/data/k")).isEqualTo("hello");
    var stored = call("GET", "/data/k", "", "x-amz-checksum-mode", "ENABLED");
    assertThat(header(stored, "x-amz-checksum-crc32")).isEqualTo("NhCmhg==");
    assertThat(header(stored, "x-amz-checksum-type")).isEqualTo("FULL_OBJECT");
    assertThat(header(stored, "Content-Encoding")).isEmpty();

    var bad = chunked("5\r\nhellO\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n");
    assertThat(AwsPort.text(bad)).contains("<Code>BadDigest</Code>");
    assertThat(AwsPort.text(chunked("9\r\nhello\r\n0\r\n\r\n"))).contains("IncompleteBody");
    assertThat(text("/data/k")).isEqualTo("hello");
  }

  private HttpResponse<byte[]> chunked(String body) {
    return call(
        "PUT",
        "/data/k",
        body,
        "x-amz-content-sha256",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "Content-Encoding",
        "aws-chunked",
        "x-amz-decoded-content-length",
        "5",
        "x-amz-trailer",
        "x-amz-checksum-crc32");
  }

  @Test
  void computesEverySumAsAwsDoes() {
    var known =
        List.of(
            List.of(Checksum.CRC32, "y/Q5Jg=="),
            List.of(Checksum.CRC32C, "4waSgw=="),
            List.of(Checksum.CRC64NVME, "rosUhgp5mIg="),
            List.of(Checksum.SHA1, "98O8HYCOBHMq32eZZczDTKeuNEE="),
            List.of(Checksum.SHA256, "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="));
    for (var pair : known) {
      var sum = ((Checksum) pair.get(0)).sum();
      sum.add("123456789".getBytes(StandardCharsets.UTF_8), 0, 9);
      assertThat(Checksum.base64(sum.value())).as("%s", pair.get(0)).isEqualTo(pair.get(1));
    }
  }

  @Test
  void anAddressLosesItsForce() {
    call("PUT", "/data/k", "1");
    var address =
        "/data/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=any%2F20261125%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20261125T100000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00";
    assertThat(port.raw("GET", address, new byte[0]).statusCode()).isEqualTo(200);
    scheduler.advance(Duration.ofSeconds(61));
    var late = port.raw("GET", address, new byte[0]);
    assertThat(late.statusCode()).isEqualTo(403);
    assertThat(AwsPort.text(late)).contains("AccessDenied").contains("Request has expired");
    assertThat(port.raw("GET", "/data/k", new byte[0]).statusCode()).isEqualTo(403);
  }

  @Test
  void metadataAndTagsStayWithTheObject() {
    call(
        "PUT",
        "/data/k",
        "1",
        "Content-Type",
        "text/plain",
        "x-amz-meta-run",
        "7",
        "x-amz-tagging",
        "a=b&c=d");
    var got = call("HEAD", "/data/k", "");
    assertThat(header(got, "x-amz-meta-run")).isEqualTo("7");
    assertThat(header(got, "Content-Type")).isEqualTo("text/plain");
    assertThat(header(got, "x-amz-tagging-count")).isEqualTo("2");
    call("PUT", "/data/copy", "", "x-amz-copy-source", "/data/k");
    assertThat(header(call("HEAD", "/data/copy", ""), "x-amz-meta-run")).isEqualTo("7");
    assertThat(text("/data/copy?tagging")).contains("<Key>a</Key><Value>b</Value>");
    call(
        "PUT",
        "/data/copy?tagging",
        "<Tagging><TagSet><Tag><Key>n</Key><Value>m</Value></Tag></TagSet></Tagging>");
    assertThat(text("/data/copy?tagging")).contains("<Key>n</Key>").doesNotContain("<Key>a</Key>");
    var shown = call("GET", "/data/copy?response-content-type=x/y", "");
    assertThat(header(shown, "Content-Type")).isEqualTo("x/y");
  }

  @Test
  void putsPartsTogether() {
    var created = AwsPort.text(call("POST", "/data/big?uploads", "", "x-amz-meta-m", "1"));
    var id = created.replaceAll("(?s).*<UploadId>(.*)</UploadId>.*", "$1");
    var five = "x".repeat(5 << 20);
    var first = header(call("PUT", "/data/big?partNumber=1&uploadId=" + id, five), "ETag");
    var second = header(call("PUT", "/data/big?partNumber=2&uploadId=" + id, "end"), "ETag");
    assertThat(text("/data?uploads")).contains(id);
    assertThat(text("/data/big?uploadId=" + id)).contains("<PartNumber>2</PartNumber>");
    var wrong = complete(id, second, first);
    assertThat(wrong).contains("<Code>InvalidPart</Code>");
    assertThat(complete(id, first, second)).contains("-2&quot;</ETag>");
    var head = call("HEAD", "/data/big", "");
    assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString((5 << 20) + 3));
    assertThat(header(head, "x-amz-meta-m")).isEqualTo("1");
    var range = "bytes=%d-%d".formatted((5 << 20) - 1, (5 << 20) + 1);
    assertThat(AwsPort.text(call("GET", "/data/big", "", "Range", range))).isEqualTo("xen");
    assertThat(AwsPort.text(call("GET", "/data/big?partNumber=2", ""))).isEqualTo("end");
    assertThat(call("GET", "/data/big?uploadId=" + id, "").statusCode()).isEqualTo(404);
  }

  private String complete(String id, String first, String second) {
    return AwsPort.text(
        call(
            "POST",
            "/data/big?uploadId=" + id,
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>%s</ETag></Part><Part><PartNumber>2</PartNumber><ETag>%s</ETag></Part></CompleteMultipartUpload>"
                .formatted(first, second)));
  }

  @Test
  void listsByPrefixDelimiterAndPage() {
    for (var key : List.of("a", "b/1", "b/2", "c/1", "d")) {
      call("PUT", "/data/" + key, key);
    }
    var first = text("/data?list-type=2&delimiter=/&max-keys=2");
    assertThat(first)
        .contains("<Key>a</Key>", "<Prefix>b/</Prefix>", "<IsTruncated>true</IsTruncated>")
        .doesNotContain("<Prefix>c/");
    var token =
        first.replaceAll("(?s).*<NextContinuationToken>(.*)</NextContinuationToken>.*", "$1");
    assertThat(text("/data?list-type=2&delimiter=/&continuation-token=" + token))
        .contains("<Prefix>c/</Prefix>", "<Key>d</Key>", "<IsTruncated>false</IsTruncated>")
        .doesNotContain("<Prefix>b/</Prefix>");
    assertThat(text("/data?prefix=b/&marker=b/1")).contains("b/2").doesNotContain("<Key>b/1");
    assertThat(
            AwsPort.text(
                call(
                    "POST",
                    "/data?delete",
                    "<Delete><Object><Key>a</Key></Object><Object><Key>gone</Key></Object></Delete>")))
        .contains("<Deleted><Key>a</Key></Deleted>", "<Deleted><Key>gone</Key></Deleted>");
    assertThat(AwsPort.text(call("DELETE", "/data", ""))).contains("BucketNotEmpty");
  }

  @Test
  void rulesRemoveWhatIsOldAtMidnight() {
    call("PUT", "/data/logs/old", "1");
    call("PUT", "/data/kept", "1");
    call(
        "PUT",
        "/data?lifecycle",
        "<LifecycleConfiguration><Rule><ID>r</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>");
    scheduler.advance(Duration.ofHours(37));
    assertThat(call("HEAD", "/data/logs/old", "").statusCode()).isEqualTo(200);
    scheduler.advance(Duration.ofHours(2));
    assertThat(call("HEAD", "/data/logs/old", "").statusCode()).isEqualTo(404);
    assertThat(call("HEAD", "/data/kept", "").statusCode()).isEqualTo(200);
  }

  @Test
  void errorsHaveTheirNames() {
    assertThat(text("/none/k")).contains("<Code>NoSuchBucket</Code>");
    assertThat(text("/data/none")).contains("<Code>NoSuchKey</Code>");
    assertThat(AwsPort.text(call("PUT", "/A_b", ""))).contains("InvalidBucketName");
    assertThat(AwsPort.text(call("POST", "/data?delete", "<Delete><"))).contains("MalformedXML");
    var bomb = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><Delete>&x;</Delete>";
    assertThat(AwsPort.text(call("POST", "/data?delete", bomb))).contains("MalformedXML");
    assertThat(AwsPort.text(call("PUT", "/data/k", "1", "Content-MD5", "AAAA")))
        .contains("InvalidDigest");
    assertThat(text("/data?cors")).contains("NoSuchCORSConfiguration");
    assertThat(AwsPort.text(call("PUT", "/data/" + "k".repeat(1_025), "")))
        .contains("KeyTooLongError");
  }
}

package dev.slipway.cli.bench;

import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Requests to DynamoDB as clients send them: signed headers, an item of half a kilobyte.
final class TableRequests {
  private static final String TABLE = "bench";
  private static final int PARTITIONS = 500;

  /// What a query finds.
  static final int ITEMS = 10;

  private TableRequests() {}

  static List<byte[]> create() {
    return List.of(
        request(
            "CreateTable",
            Json.parseObject(
                """
                {"TableName": "bench", "BillingMode": "PAY_PER_REQUEST",
                 "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"},
                   {"AttributeName": "sk", "AttributeType": "S"}],
                 "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"},
                   {"AttributeName": "sk", "KeyType": "RANGE"}]}
                """
                    .getBytes(StandardCharsets.UTF_8))));
  }

  /// Each item once.
  static List<byte[]> puts() {
    return each(
        PARTITIONS * ITEMS, i -> request("PutItem", onTable().put("Item", item(i)).build()));
  }

  static List<byte[]> gets() {
    return each(
        PARTITIONS * ITEMS, i -> request("GetItem", onTable().put("Key", key(i).build()).build()));
  }

  /// Each partition once.
  static List<byte[]> queries() {
    return each(
        PARTITIONS,
        i ->
            request(
                "Query",
                onTable()
                    .put("KeyConditionExpression", "pk = :run and begins_with(sk, :kind)")
                    .put(
                        "ExpressionAttributeValues",
                        Json.object()
                            .put(":run", text(partition(i * ITEMS)))
                            .put(":kind", text("job#"))
                            .build())
                    .build()));
  }

  private static List<byte[]> each(int count, IntFunction<byte[]> request) {
    var requests = new ArrayList<byte[]>();
    for (var i = 0; i < count; i++) {
      requests.add(request.apply(i));
    }
    return requests;
  }

  private static Json.Builder onTable() {
    return Json.object().put("TableName", TABLE);
  }

  private static Json.Builder key(int number) {
    return Json.object()
        .put("pk", text(partition(number)))
        .put("sk", text("job#%02d".formatted(number % ITEMS)));
  }

  private static String partition(int number) {
    return "run#%06d".formatted(number / ITEMS);
  }

  private static Json.Obj item(int number) {
    return key(number)
        .put("name", text("Build and test on ubuntu-latest, part " + number))
        .put("status", text("in_progress"))
        .put("attempt", number(1))
        .put("startedAt", number(1_795_000_000L + number))
        .put("log", text("s3://slipway-artifacts/runs/%06d/log".formatted(number)))
        .put("needs", typed("SS", Json.strings(List.of("lint", "compile", "package"))))
        .put("skipped", typed("BOOL", Json.of(false)))
        .put(
            "outputs",
            typed(
                "M",
                Json.object()
                    .put("digest", text("sha256:" + "0f".repeat(32)))
                    .put("duration", number(number))
                    .build()))
        .build();
  }

  private static Json.Obj text(String value) {
    return typed("S", Json.of(value));
  }

  private static Json.Obj number(long value) {
    return typed("N", Json.of(Long.toString(value)));
  }

  private static Json.Obj typed(String type, Json value) {
    return Json.object().put(type, value).build();
  }

  private static byte[] request(String operation, Json.Obj json) {
    var body = json.bytes();
    var head =
        """
        POST / HTTP/1.1\r
        Host: localhost\r
        Accept-Encoding: identity\r
        X-Amz-Target: DynamoDB_20120810.%s\r
        Content-Type: application/x-amz-json-1.0\r
        User-Agent: bench md/bench#1 ua/2.1 os/linux md/arch#x86_64 lang/java\r
        X-Amz-Date: 20261104T120000Z\r
        Authorization: AWS4-HMAC-SHA256 Credential=bench/20261104/us-east-1/dynamodb/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=%s\r
        amz-sdk-invocation-id: 3d6b0f2e-8a7c-4a43-9d38-0a1b2c3d4e5f\r
        amz-sdk-request: attempt=1\r
        Content-Length: %d\r
        \r
        """
            .formatted(operation, "00".repeat(32), body.length)
            .getBytes(StandardCharsets.US_ASCII);
    var whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }
}

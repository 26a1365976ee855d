package dev.slipway.local.states.task;

import dev.slipway.local.time.Chance;
import dev.slipway.model.Json;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/// What integrations tell of the HTTP answer beside its body.
final class HttpAnswers {
  private static final String REQUEST_ID = "x-amzn-RequestId";
  private static final String LENGTH = "Content-Length";
  private static final String TYPE = "Content-Type";
  private static final String DATE = "Date";
  private static final String VERSION = "X-Amz-Executed-Version";
  private static final String CHECKSUM = "x-amz-crc32";
  private static final String JSON = "application/x-amz-json-1.0";
  private static final String REMAPPED = "x-amzn-Remapped-Content-Length";

  private final InstantSource clock;
  private final Chance chance;

  HttpAnswers(InstantSource clock, Chance chance) {
    this.clock = clock;
    this.chance = chance;
  }

  /// An answer's members with those of the SDK.
  ///
  /// @param body as it came
  Json with(Json answer, byte[] body) {
    return answer instanceof Json.Obj object
        ? with(
            object,
            chance.uuid(),
            List.of(REQUEST_ID, "connection", LENGTH, DATE, TYPE),
            Map.of(
                "connection",
                "keep-alive",
                LENGTH,
                Integer.toString(body.length),
                DATE,
                date(),
                TYPE,
                JSON))
        : answer;
  }

  /// The same for DynamoDB, which sends a checksum.
  Json withChecksum(Json answer, byte[] body) {
    var checksum = new CRC32();
    checksum.update(body);
    return answer instanceof Json.Obj object
        ? with(
            object,
            chance.uuid(),
            List.of("Server", "Connection", REQUEST_ID, CHECKSUM, LENGTH, DATE, TYPE),
            Map.of(
                "Server",
                "Server",
                "Connection",
                "keep-alive",
                CHECKSUM,
                Long.toString(checksum.getValue()),
                LENGTH,
                Integer.toString(body.length),
                DATE,
                date(),
                TYPE,
                JSON))
        : answer;
  }

  /// What Lambda's Invoke answers, which is the function's result and nothing else.
  Json invoked(Json.Obj answer, Json result) {
    return with(
        answer,
        chance.uuid(),
        List.of(VERSION, REMAPPED, "Connection", REQUEST_ID, LENGTH, DATE, "X-Amzn-Trace-Id", TYPE),
        Map.of(
            VERSION,
            "$LATEST",
            REMAPPED,
            "0",
            "Connection",
            "keep-alive",
            LENGTH,
            Integer.toString(result.bytes().length),
            DATE,
            date(),
            "X-Amzn-Trace-Id",
            trace(),
            TYPE,
            "application/json"));
  }

  /// A trace that nobody samples.
  private String trace() {
    var digits = chance.uuid().replace("-", "");
    return "Root=1-%08x-%s;Parent=%s;Sampled=0"
        .formatted(
            clock.instant().getEpochSecond(),
            digits.substring(0, 24),
            chance.uuid().replace("-", "").substring(0, 16));
  }

  /// @param order in which all headers are told
  private static Json.Obj with(
      Json.Obj answer, String requestId, List<String> order, Map<String, String> values) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(values);
    headers.put(REQUEST_ID, requestId);
    var all = Json.object();
    order.forEach(name -> all.put(name, Json.strings(List.of(headers.getOrDefault(name, "")))));
    var each = Json.object();
    headers.forEach(each::put);
    var members = new TreeMap<>(answer.members());
    members.put(
        "SdkHttpMetadata",
        Json.object()
            .put("AllHttpHeaders", all.build())
            .put("HttpHeaders", each.build())
            .put("HttpStatusCode", 200)
            .build());
    members.put("SdkResponseMetadata", Json.object().put("RequestId", requestId).build());
    return new Json.Obj(members);
  }

  String date() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
  }
}

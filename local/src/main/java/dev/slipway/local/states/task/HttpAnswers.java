package dev.slipway.local.states.task;

import dev.slipway.local.time.Chance;
import dev.slipway.model.Json;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;

/// What integrations tell of the HTTP answer beside its body.
final class HttpAnswers {
  private final InstantSource clock;
  private final Chance chance;

  HttpAnswers(InstantSource clock, Chance chance) {
    this.clock = clock;
    this.chance = chance;
  }

  /// An answer's members with those of the SDK.
  Json with(Json answer) {
    return answer instanceof Json.Obj object
        ? with(
            object,
            Json.object()
                .put("connection", "keep-alive")
                .put("Content-Length", Integer.toString(answer.bytes().length))
                .put("Date", date())
                .put("Content-Type", "application/x-amz-json-1.0")
                .build())
        : answer;
  }

  /// @param headers of the answer, to which its request's id is added
  Json.Obj with(Json.Obj answer, Json.Obj headers) {
    var id = chance.uuid();
    var members = new LinkedHashMap<>(answer.members());
    members.put("SdkHttpMetadata", metadata(headers.with("x-amzn-RequestId", Json.of(id))));
    members.put("SdkResponseMetadata", Json.object().put("RequestId", id).build());
    return new Json.Obj(members);
  }

  private static Json.Obj metadata(Json.Obj headers) {
    var all = Json.object();
    headers.members().forEach((name, value) -> all.put(name, Json.array(List.of(value))));
    return Json.object()
        .put("AllHttpHeaders", all.build())
        .put("HttpHeaders", headers)
        .put("HttpStatusCode", 200)
        .build();
  }

  String date() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
  }
}

package dev.slipway.local.states.task;

import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;

/// What integrations tell of the HTTP answer beside its body.
final class HttpAnswers {
  private HttpAnswers() {}

  /// An answer's members with those of the SDK.
  static Json with(Json answer) {
    if (!(answer instanceof Json.Obj object)) {
      return answer;
    }
    var members = new LinkedHashMap<>(object.members());
    var length = Integer.toString(answer.bytes().length);
    members.put(
        "SdkHttpMetadata",
        metadata(
            Json.object()
                .put("Content-Length", length)
                .put("Content-Type", "application/x-amz-json-1.0")
                .build()));
    members.put("SdkResponseMetadata", Json.object().put("RequestId", "local").build());
    return new Json.Obj(members);
  }

  static Json.Obj metadata(Json.Obj headers) {
    var all = Json.object();
    headers.members().forEach((name, value) -> all.put(name, Json.array(List.of(value))));
    return Json.object()
        .put("AllHttpHeaders", all.build())
        .put("HttpHeaders", headers)
        .put("HttpStatusCode", 200)
        .build();
  }
}

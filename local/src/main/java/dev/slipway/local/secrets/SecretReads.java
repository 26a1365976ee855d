package dev.slipway.local.secrets;

import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;

/// Shows secrets and their values.
final class SecretReads {
  private final SecretMap map;

  SecretReads(SecretMap map) {
    this.map = map;
  }

  Json.Obj value(Input request) {
    return value(map.alive(request), request);
  }

  private static Json.Obj value(Secret secret, Input request) {
    var stage = request.maybeText("VersionStage");
    var id =
        request
            .maybeText("VersionId")
            .or(() -> secret.versionAt(stage.orElse(Secret.CURRENT)))
            .filter(secret.versions()::containsKey);
    var version = id.map(secret.versions()::get);
    if (id.isEmpty()
        || version.isEmpty()
        || stage.filter(one -> !version.get().stages().contains(one)).isPresent()) {
      throw new AwsError(
          400,
          "ResourceNotFoundException",
          "Secrets Manager can't find the specified secret value for %s"
              .formatted(
                  request
                      .maybeText("VersionId")
                      .map(one -> "VersionId: " + one)
                      .orElse("staging label: " + stage.orElse(Secret.CURRENT))));
    }
    var answer = SecretMap.named(secret).put("VersionId", id.get());
    version.get().value().members().forEach(answer::put);
    return answer
        .put("VersionStages", Json.strings(version.get().stages()))
        .put("CreatedDate", version.get().created())
        .build();
  }

  Json.Obj values(Input request) {
    var ids = request.texts("SecretIdList");
    var found = new ArrayList<Json>();
    var errors = new ArrayList<Json>();
    var wanted = ids.isEmpty() ? selected(request).stream().map(Secret::name).toList() : ids;
    for (var id : wanted) {
      try {
        found.add(value(map.require(id), new Input(Json.Obj.EMPTY)));
      } catch (AwsError e) {
        errors.add(
            Json.object()
                .put("SecretId", id)
                .put("ErrorCode", e.code())
                .put("Message", String.valueOf(e.getMessage()))
                .build());
      }
    }
    return Json.object()
        .put("SecretValues", Json.array(found))
        .put("Errors", Json.array(errors))
        .build();
  }

  Json.Obj versions(Input request) {
    var secret = map.require(request);
    var deprecated = request.flag("IncludeDeprecated");
    var versions = new ArrayList<Json>();
    secret
        .versions()
        .forEach((id, version) -> {
          if (deprecated || !version.stages().isEmpty()) {
            versions.add(
                Json.object()
                    .put("VersionId", id)
                    .put("VersionStages", Json.strings(version.stages()))
                    .put("CreatedDate", version.created())
                    .build());
          }
        });
    return SecretMap.named(secret).put("Versions", Json.array(versions)).build();
  }

  private List<Secret> selected(Input request) {
    var wanted = SecretDocuments.filter(request.parts("Filters"));
    return map.names().stream()
        .flatMap(name -> map.find(name).stream())
        .filter(secret -> secret.deleted().isEmpty() || request.flag("IncludePlannedDeletion"))
        .filter(wanted)
        .toList();
  }

  Json.Obj list(Input request) {
    var after = request.maybeText("NextToken").orElse("");
    var most = Math.clamp(request.maybeNumber("MaxResults").orElse(100), 1, 100);
    var found =
        selected(request).stream().filter(secret -> secret.name().compareTo(after) > 0).toList();
    var page = found.subList(0, Math.min(most, found.size()));
    var answer =
        Json.object()
            .put("SecretList", Json.array(page.stream().map(SecretDocuments::listed).toList()));
    if (page.size() < found.size()) {
      answer.put("NextToken", page.getLast().name());
    }
    return answer.build();
  }
}

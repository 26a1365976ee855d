package dev.slipway.local.secrets;

import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// How secrets are described and found; nothing here shows a value.
final class SecretDocuments {
  private SecretDocuments() {}

  static Json.Obj description(Secret secret) {
    return common(secret).put("VersionIdsToStages", stages(secret)).build();
  }

  static Json.Obj listed(Secret secret) {
    return common(secret).put("SecretVersionsToStages", stages(secret)).build();
  }

  private static Json.Builder common(Secret secret) {
    var tags = new ArrayList<Json>();
    secret
        .tags()
        .forEach(
            (key, value) -> tags.add(Json.object().put("Key", key).put("Value", value).build()));
    return Json.object()
        .put("ARN", secret.arn())
        .put("Name", secret.name())
        .put("Description", secret.description())
        .put("KmsKeyId", secret.key())
        .put("LastChangedDate", secret.changed())
        .put("DeletedDate", secret.deleted().map(Json::of))
        .put("Tags", Json.array(tags))
        .put("CreatedDate", secret.created());
  }

  private static Json.Obj stages(Secret secret) {
    var stages = Json.object();
    secret
        .versions()
        .forEach((id, version) -> {
          if (!version.stages().isEmpty()) {
            stages.put(id, Json.strings(version.stages()));
          }
        });
    return stages.build();
  }

  /// Values of one filter are alternatives; one that begins with `!` excludes.
  static Predicate<Secret> filter(List<Input> filters) {
    Predicate<Secret> all = _ -> true;
    for (var filter : filters) {
      var key = filter.text("Key");
      var values = filter.texts("Values");
      all =
          all.and(secret ->
              values.stream()
                  .anyMatch(value ->
                      value.startsWith("!")
                          ? !fits(secret, key, value.substring(1))
                          : fits(secret, key, value)));
    }
    return all;
  }

  private static boolean fits(Secret secret, String key, String value) {
    var description = secret.description().orElse("");
    return switch (key) {
      case "name" -> secret.name().startsWith(value);
      case "description" -> folded(description).contains(folded(value));
      case "tag-key" -> secret.tags().keySet().stream().anyMatch(tag -> tag.startsWith(value));
      case "tag-value" -> secret.tags().values().stream().anyMatch(tag -> tag.startsWith(value));
      case "all" -> folded(secret.name() + " " + description).contains(folded(value));
      default -> false;
    };
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

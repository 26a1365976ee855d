package dev.slipway.local.secrets;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A secret with the versions of its value.
///
/// @param versions by id, in the order in which they were made
/// @param deleted since when it waits to be gone, in seconds
record Secret(
    String name,
    String arn,
    Optional<String> description,
    Optional<String> key,
    Map<String, String> tags,
    double created,
    double changed,
    Optional<Double> deleted,
    Map<String, Version> versions) {
  static final String CURRENT = "AWSCURRENT";
  static final String PREVIOUS = "AWSPREVIOUS";

  /// @param value under `SecretString` or `SecretBinary`
  record Version(Json.Obj value, double created, List<String> stages) {
    Version {
      stages = List.copyOf(stages);
    }

    Version at(List<String> next) {
      return new Version(value, created, next);
    }
  }

  Secret {
    tags = Map.copyOf(tags);
    versions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  Optional<String> versionAt(String stage) {
    return versions.entrySet().stream()
        .filter(entry -> entry.getValue().stages().contains(stage))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  Secret with(Map<String, Version> next, double now) {
    return new Secret(name, arn, description, key, tags, created, now, deleted, next);
  }

  Secret described(Optional<String> nextDescription, Optional<String> nextKey, double now) {
    return new Secret(
        name,
        arn,
        nextDescription.or(() -> description),
        nextKey.or(() -> key),
        tags,
        created,
        now,
        deleted,
        versions);
  }

  Secret tagged(Map<String, String> next) {
    return new Secret(name, arn, description, key, next, created, changed, deleted, versions);
  }

  Secret deleted(Optional<Double> since) {
    return new Secret(name, arn, description, key, tags, created, changed, since, versions);
  }

  /// Moves a stage to a version. What was current becomes the previous one.
  Secret move(String stage, Optional<String> to, double now) {
    var from = versionAt(stage);
    var next = new LinkedHashMap<>(versions);
    take(next, stage);
    to.ifPresent(id -> give(next, id, stage));
    if (stage.equals(CURRENT) && from.isPresent() && !from.equals(to)) {
      take(next, PREVIOUS);
      give(next, from.get(), PREVIOUS);
    }
    return with(next, now);
  }

  private static void take(Map<String, Version> versions, String stage) {
    versions.replaceAll((_, version) -> {
      var stages = new ArrayList<>(version.stages());
      stages.remove(stage);
      return version.at(stages);
    });
  }

  private static void give(Map<String, Version> versions, String id, String stage) {
    versions.computeIfPresent(
        id,
        (_, version) -> {
          var stages = new ArrayList<>(version.stages());
          if (!stages.contains(stage)) {
            stages.add(stage);
          }
          return version.at(stages);
        });
  }

  /// How many versions without a stage are kept.
  private static final int MOST_DEPRECATED = 100;

  Secret trimmed() {
    var next = new LinkedHashMap<>(versions);
    var old =
        versions.entrySet().stream()
            .filter(entry -> entry.getValue().stages().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    old.subList(0, Math.max(0, old.size() - MOST_DEPRECATED)).forEach(next::remove);
    return with(next, changed);
  }

  Json.Obj json() {
    var all = Json.object();
    versions.forEach((id, version) ->
        all.put(
            id,
            Json.object()
                .put("value", version.value())
                .put("created", version.created())
                .put("stages", Json.strings(version.stages()))
                .build()));
    return Json.object()
        .put("arn", arn)
        .put("description", description)
        .put("key", key)
        .put("tags", Json.strings(tags))
        .put("created", created)
        .put("changed", changed)
        .put("deleted", deleted.map(Json::of))
        .put("versions", all.build())
        .build();
  }

  static Secret read(String name, byte[] bytes) {
    var json = Json.parseObject(bytes);
    var tags = new TreeMap<String, String>();
    json.object("tags")
        .members()
        .forEach((key, value) -> tags.put(key, value instanceof Json.Str(var t) ? t : ""));
    var versions = new LinkedHashMap<String, Version>();
    json.object("versions")
        .members()
        .forEach((id, value) -> {
          var version = (Json.Obj) value;
          versions.put(
              id,
              new Version(
                  version.object("value"),
                  version.requireNumber("created"),
                  version.array("stages").stream()
                      .map(stage -> ((Json.Str) stage).value())
                      .toList()));
        });
    return new Secret(
        name,
        json.requireString("arn"),
        json.string("description"),
        json.string("key"),
        tags,
        json.requireNumber("created"),
        json.requireNumber("changed"),
        json.number("deleted"),
        versions);
  }
}

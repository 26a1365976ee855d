package dev.slipway.local.secrets;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A parameter with its versions, the newest last.
record Parameter(String name, String tier, Map<String, String> tags, List<Version> versions) {
  /// @param at when it was put, in seconds
  record Version(
      int number,
      String value,
      String type,
      String dataType,
      Optional<String> description,
      Optional<String> pattern,
      Optional<String> key,
      double at,
      List<String> labels) {
    Version {
      labels = List.copyOf(labels);
    }

    Version labelled(List<String> next) {
      return new Version(number, value, type, dataType, description, pattern, key, at, next);
    }
  }

  private static final int MOST_VERSIONS = 100;

  Parameter {
    tags = Map.copyOf(tags);
    versions = List.copyOf(versions);
  }

  Version latest() {
    return versions.getLast();
  }

  /// @param selector a version's number or label
  Optional<Version> select(String selector) {
    return versions.stream()
        .filter(version ->
            selector.equals(Integer.toString(version.number()))
                || version.labels().contains(selector))
        .findFirst();
  }

  /// Puts a version on top; of more than a hundred the oldest goes.
  Parameter with(Version next) {
    var more = new ArrayList<>(versions);
    more.add(next);
    return new Parameter(
        name, tier, tags, more.subList(Math.max(0, more.size() - MOST_VERSIONS), more.size()));
  }

  Parameter replaced(List<Version> next) {
    return new Parameter(name, tier, tags, next);
  }

  Parameter tagged(Map<String, String> next) {
    return new Parameter(name, tier, next, versions);
  }

  Json.Obj json() {
    return Json.object()
        .put("tier", tier)
        .put("tags", Json.strings(tags))
        .put("versions", Json.array(versions.stream().map(Parameter::json).toList()))
        .build();
  }

  private static Json.Obj json(Version version) {
    return Json.object()
        .put("number", version.number())
        .put("value", version.value())
        .put("type", version.type())
        .put("dataType", version.dataType())
        .put("description", version.description())
        .put("pattern", version.pattern())
        .put("key", version.key())
        .put("at", version.at())
        .put("labels", Json.strings(version.labels()))
        .build();
  }

  static Parameter read(String name, byte[] bytes) {
    var json = Json.parseObject(bytes);
    var tags = new TreeMap<String, String>();
    json.object("tags")
        .members()
        .forEach((key, value) -> tags.put(key, value instanceof Json.Str(var t) ? t : ""));
    return new Parameter(
        name,
        json.requireString("tier"),
        tags,
        json.array("versions").stream().map(one -> version((Json.Obj) one)).toList());
  }

  private static Version version(Json.Obj json) {
    return new Version(
        (int) json.requireNumber("number"),
        json.requireString("value"),
        json.requireString("type"),
        json.requireString("dataType"),
        json.string("description"),
        json.string("pattern"),
        json.string("key"),
        json.requireNumber("at"),
        json.array("labels").stream().map(label -> ((Json.Str) label).value()).toList());
  }
}

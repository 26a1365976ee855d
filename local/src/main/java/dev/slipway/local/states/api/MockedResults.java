package dev.slipway.local.states.api;

import dev.slipway.local.states.language.Resource;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether a mocked result is one that the service could give.
///
/// `results.json` tells of each integration what its members are: `string`, `number`, `boolean`,
/// `object`, with the least and the greatest value or length behind `:`, or the possible values
/// behind `=`; `!` marks members that must be there, `*` names a part that several have. Members
/// that it does not name may be anything.
final class MockedResults {
  private static final Json.Obj KNOWN = read();
  private static final Pattern RANGE = Pattern.compile("(\\d*)\\.\\.(\\d*)");

  private static final Words LENGTH =
      new Words(
          "Field '%s' is smaller than the minimum length", "Field '%s' exceeds the maximum length");
  private static final Words VALUE =
      new Words(
          "Field '%s' is less than the minimum value", "Field '%s' exceeds the maximum value");

  private final Mode mode;

  /// How much is looked at.
  enum Mode {
    /// Members that are there, and whether all are there that must be.
    STRICT,
    /// Members that are there.
    PRESENT,
    NONE
  }

  /// What is said of a value out of its range.
  private record Words(String tooSmall, String tooGreat) {}

  private MockedResults(Mode mode) {
    this.mode = mode;
  }

  private static Json.Obj read() {
    try (var in = MockedResults.class.getResourceAsStream("results.json")) {
      if (in == null) {
        throw new IllegalStateException("results.json is missing");
      }
      return Json.parseObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Mode mode(String name) {
    try {
      return Mode.valueOf(name);
    } catch (IllegalArgumentException _) {
      throw Request.constraint(
          name,
          "mock.fieldValidationMode",
          "Member must satisfy enum value set: [STRICT, PRESENT, NONE]");
    }
  }

  /// @throws AwsError when the resource cannot have given the result
  static void check(Resource resource, Json result, Mode mode) {
    if (mode != Mode.NONE
        && resource instanceof Resource.Integration integration
        && result instanceof Json.Obj object) {
      shape(integration).ifPresent(shape -> new MockedResults(mode).members(object, shape));
    }
  }

  private static Optional<Json.Obj> shape(Resource.Integration integration) {
    var service =
        integration.service().replaceFirst("^aws-sdk:", "").replaceFirst("^sfn$", "states");
    var name = "%s:%s".formatted(service, integration.action());
    var waiting = integration.waitsForEnd() ? KNOWN.get(name + ".sync") : Optional.<Json>empty();
    return waiting
        .or(() -> KNOWN.get(name))
        .filter(_ -> !integration.waitsForToken())
        .map(Json.Obj.class::cast);
  }

  private void members(Json.Obj result, Json.Obj shape) {
    shape
        .members()
        .forEach((key, kind) -> {
          var required = key.endsWith("!");
          var name = required ? key.substring(0, key.length() - 1) : key;
          result.get(name).ifPresent(value -> member(name, value, kind));
          if (required && mode == Mode.STRICT && result.get(name).isEmpty()) {
            throw refused("Required field '%s' is missing", name);
          }
        });
  }

  private void member(String name, Json value, Json kind) {
    switch (kind) {
      case Json.Str(var text) when text.startsWith("*") ->
          member(name, value, KNOWN.get(text).orElseThrow());
      case Json.Str(var text) -> plain(name, value, text);
      case Json.Arr(var kinds) -> {
        if (!(value instanceof Json.Arr(var items))) {
          throw refused("Field '%s' must be an array", name);
        }
        items.forEach(item -> member(name, item, kinds.getFirst()));
      }
      case Json.Obj shape -> {
        if (!(value instanceof Json.Obj object)) {
          throw refused("Field '%s' must be an object", name);
        }
        members(object, shape);
      }
      case Json.Null _, Json.Bool _, Json.Num _ -> throw new IllegalStateException(kind.text());
    }
  }

  private static void plain(String name, Json value, String kind) {
    var word = kind.split("[:=]", 2)[0];
    switch (value) {
      case Json.Str(var text) when word.equals("string") -> {
        var length = (double) text.getBytes(StandardCharsets.UTF_8).length;
        within(name, length, kind, LENGTH);
        oneOf(name, text, kind);
      }
      case Json.Num(var number) when word.equals("number") -> within(name, number, kind, VALUE);
      case Json.Bool _ when word.equals("boolean") -> {}
      case Json.Obj _ when word.equals("object") -> {}
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _, Json.Arr _, Json.Obj _ ->
          throw refused(
              "Field '%s' must be " + (word.equals("object") ? "an " : "a ") + word, name);
    }
  }

  private static void within(String name, double size, String kind, Words words) {
    var range = RANGE.matcher(kind);
    if (!range.find()) {
      return;
    }
    if (!range.group(1).isEmpty() && size < Double.parseDouble(range.group(1))) {
      throw refused(words.tooSmall(), name);
    }
    if (!range.group(2).isEmpty() && size > Double.parseDouble(range.group(2))) {
      throw refused(words.tooGreat(), name);
    }
  }

  private static void oneOf(String name, String text, String kind) {
    var at = kind.indexOf('=');
    if (at >= 0 && !List.of(kind.substring(at + 1).split("\\|")).contains(text)) {
      throw refused("Field '%s' is not an expected value", name);
    }
  }

  private static AwsError refused(String why, String name) {
    return Request.invalid("Mock result schema validation error: " + why.formatted(name));
  }
}

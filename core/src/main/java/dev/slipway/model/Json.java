package dev.slipway.model;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value. Objects keep the order of their members; numbers are IEEE doubles, as in
/// JavaScript and in GitHub's expression engine.
///
/// Parsing refuses duplicate keys, nesting deeper than [#MAX_DEPTH] and anything after the value.
/// Only Jackson's streaming layer is used: data binding alone would double the classes that a
/// function loads before its first table call.
public sealed interface Json {
  /// GitHub's `fromJSON` stops at the same depth.
  int MAX_DEPTH = 100;

  record Null() implements Json {
    public static final Null INSTANCE = new Null();
  }

  record Bool(boolean value) implements Json {
    public static final Bool TRUE = new Bool(true);
    public static final Bool FALSE = new Bool(false);
  }

  record Num(double value) implements Json {}

  record Str(String value) implements Json {}

  record Arr(List<Json> items) implements Json {
    public static final Arr EMPTY = new Arr(List.of());

    public Arr {
      items = List.copyOf(items);
    }
  }

  record Obj(Map<String, Json> members) implements Json {
    public static final Obj EMPTY = new Obj(Map.of());

    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /// The member of that name, unless it is missing or null.
    public Optional<Json> get(String name) {
      return Optional.ofNullable(members.get(name)).filter(value -> !(value instanceof Null));
    }

    public Optional<String> string(String name) {
      return get(name)
          .flatMap(value -> value instanceof Str(var text) ? Optional.of(text) : Optional.empty());
    }

    public Optional<Double> number(String name) {
      return get(name)
          .flatMap(value -> value instanceof Num(var n) ? Optional.of(n) : Optional.empty());
    }

    public Optional<Boolean> bool(String name) {
      return get(name)
          .flatMap(value -> value instanceof Bool(var b) ? Optional.of(b) : Optional.empty());
    }

    /// The object of that name; empty when it is missing or something else.
    public Obj object(String name) {
      return members.get(name) instanceof Obj object ? object : EMPTY;
    }

    /// The items of the array of that name; empty when it is missing or something else.
    public List<Json> array(String name) {
      return members.get(name) instanceof Arr(var items) ? items : List.of();
    }

    /// The text of that name.
    ///
    /// @throws IllegalArgumentException naming the member when it is missing or no text
    public String requireString(String name) {
      return string(name).orElseThrow(() -> wrong(name, "a string"));
    }

    /// @throws IllegalArgumentException naming the member when it is missing or no number
    public double requireNumber(String name) {
      return number(name).orElseThrow(() -> wrong(name, "a number"));
    }

    /// @throws IllegalArgumentException naming the member when it is missing or no whole number
    ///   that an `int` holds
    public int requireInt(String name) {
      return number(name)
          .filter(n -> n == Math.rint(n) && Math.abs(n) <= Integer.MAX_VALUE)
          .map(Double::intValue)
          .orElseThrow(() -> wrong(name, "a whole number"));
    }

    /// @throws IllegalArgumentException naming the member when it is missing or no instant
    public Instant requireInstant(String name) {
      return instant(name).orElseThrow(() -> wrong(name, "a time"));
    }

    /// The instant of that name, if there is one.
    ///
    /// @throws IllegalArgumentException naming the member when it is a text and no instant
    public Optional<Instant> instant(String name) {
      try {
        return string(name).map(Instant::parse);
      } catch (DateTimeParseException _) {
        throw wrong(name, "a time");
      }
    }

    /// The items of the array of that name; empty when there is none.
    ///
    /// @throws IllegalArgumentException naming the member when an item is no object
    public List<Obj> objects(String name) {
      return array(name).stream()
          .map(item -> {
            if (item instanceof Obj object) {
              return object;
            }
            throw wrong(name, "an array of objects");
          })
          .toList();
    }

    /// The items of the array of that name; empty when there is none.
    ///
    /// @throws IllegalArgumentException naming the member when an item is no string
    public List<String> strings(String name) {
      return array(name).stream()
          .map(item -> {
            if (item instanceof Str(var text)) {
              return text;
            }
            throw wrong(name, "an array of strings");
          })
          .toList();
    }

    private static IllegalArgumentException wrong(String name, String expected) {
      return new IllegalArgumentException("\"%s\" is missing or not %s".formatted(name, expected));
    }

    /// This object with one member added or replaced.
    public Obj with(String name, Json value) {
      var copy = new LinkedHashMap<>(members);
      copy.put(name, value);
      return new Obj(copy);
    }
  }

  static Str of(String value) {
    return new Str(value);
  }

  static Num of(double value) {
    return new Num(value);
  }

  static Json of(boolean value) {
    return value ? Bool.TRUE : Bool.FALSE;
  }

  static Arr array(List<? extends Json> items) {
    return new Arr(List.copyOf(items));
  }

  static Arr strings(List<String> items) {
    return new Arr(items.stream().<Json>map(Str::new).toList());
  }

  static Obj strings(Map<String, String> members) {
    var object = object();
    members.forEach(object::put);
    return object.build();
  }

  static Builder object() {
    return new Builder();
  }

  /// Builds an object member by member; absent optionals leave no member.
  final class Builder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String name, Json value) {
      members.put(name, value);
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, new Str(value));
    }

    public Builder put(String name, double value) {
      return put(name, new Num(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, of(value));
    }

    /// Puts texts as text and any other value by its `toString`.
    public Builder put(String name, Optional<?> value) {
      value.ifPresent(v -> put(name, v instanceof Json json ? json : new Str(v.toString())));
      return this;
    }

    public Obj build() {
      return new Obj(members);
    }
  }

  /// Reads exactly one value.
  ///
  /// @throws MalformedJsonException with line and column when the text is not JSON or exceeds a
  ///   limit
  static Json parse(String text) {
    try (var parser = JsonCodec.FACTORY.createParser(text)) {
      return JsonCodec.readWhole(parser);
    } catch (IOException e) {
      throw MalformedJsonException.from(e);
    }
  }

  /// Reads exactly one value as `fromJSON` does: of members with one name, compared without case,
  /// the first stays.
  ///
  /// @throws MalformedJsonException with line and column when the text is not JSON or exceeds a
  ///   limit
  static Json parseFirstWins(String text) {
    try (var parser = JsonCodec.FIRST_WINS.createParser(text)) {
      return JsonCodec.readWhole(parser);
    } catch (IOException e) {
      throw MalformedJsonException.from(e);
    }
  }

  /// Reads exactly one value from UTF-8.
  ///
  /// @throws MalformedJsonException with line and column when the bytes are not JSON or exceed a
  ///   limit
  static Json parse(byte[] utf8) {
    try (var parser = JsonCodec.FACTORY.createParser(utf8)) {
      return JsonCodec.readWhole(parser);
    } catch (IOException e) {
      throw MalformedJsonException.from(e);
    }
  }

  /// Reads exactly one object.
  ///
  /// @throws MalformedJsonException when it is not JSON or not an object
  static Obj parseObject(byte[] utf8) {
    if (parse(utf8) instanceof Obj object) {
      return object;
    }
    throw new MalformedJsonException("expected a JSON object");
  }

  /// Compact JSON text. NaN and infinities, which JSON lacks, become strings.
  default String text() {
    var writer = new StringWriter();
    try (var generator = JsonCodec.FACTORY.createGenerator(writer)) {
      JsonCodec.write(this, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toString();
  }

  /// Indented JSON text for people.
  default String pretty() {
    var writer = new StringWriter();
    try (var generator = JsonCodec.FACTORY.createGenerator(writer)) {
      JsonCodec.write(this, generator.useDefaultPrettyPrinter());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toString();
  }

  /// Compact JSON in UTF-8. Half a surrogate pair, which UTF-8 lacks, becomes a question mark.
  default byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }
}

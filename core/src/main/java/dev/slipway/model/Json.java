package dev.slipway.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

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
      return string(name)
          .orElseThrow(
              () -> new IllegalArgumentException("\"" + name + "\" is missing or not a string"));
    }

    /// @throws IllegalArgumentException naming the member when it is missing or no number
    public double requireNumber(String name) {
      return number(name)
          .orElseThrow(
              () -> new IllegalArgumentException("\"" + name + "\" is missing or not a number"));
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
    try (var parser = Codec.FACTORY.createParser(text)) {
      return Codec.readWhole(parser);
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
    try (var parser = Codec.FIRST_WINS.createParser(text)) {
      return Codec.readWhole(parser);
    } catch (IOException e) {
      throw MalformedJsonException.from(e);
    }
  }

  /// Reads exactly one value from UTF-8.
  ///
  /// @throws MalformedJsonException with line and column when the bytes are not JSON or exceed a
  ///   limit
  static Json parse(byte[] utf8) {
    try (var parser = Codec.FACTORY.createParser(utf8)) {
      return Codec.readWhole(parser);
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
    try (var generator = Codec.FACTORY.createGenerator(writer)) {
      Codec.write(this, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toString();
  }

  /// Indented JSON text for people.
  default String pretty() {
    var writer = new StringWriter();
    try (var generator = Codec.FACTORY.createGenerator(writer)) {
      Codec.write(this, generator.useDefaultPrettyPrinter());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toString();
  }

  /// Compact JSON in UTF-8.
  default byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    try (var generator = Codec.FACTORY.createGenerator(bytes)) {
      Codec.write(this, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// The streaming reader and writer.
  final class Codec {
    /// The whole numbers that a double holds exactly end here.
    private static final double EXACT = 0x1p53;

    private static final StreamReadConstraints LIMITS =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxStringLength(32 * 1024 * 1024)
            .build();
    private static final JsonFactory FACTORY =
        JsonFactory.builder()
            .streamReadConstraints(LIMITS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final JsonFactory FIRST_WINS =
        JsonFactory.builder().streamReadConstraints(LIMITS).build();

    private Codec() {}

    private static Json readWhole(JsonParser parser) throws IOException {
      var first = parser.nextToken();
      if (first == null) {
        throw new MalformedJsonException("expected a JSON value, found nothing");
      }
      var value = read(parser, first);
      if (parser.nextToken() != null) {
        throw new MalformedJsonException(
            "unexpected text after the JSON value at line "
                + parser.currentTokenLocation().getLineNr());
      }
      return value;
    }

    private static Json read(JsonParser parser, JsonToken token) throws IOException {
      return switch (token) {
        case START_OBJECT -> readObject(parser);
        case START_ARRAY -> readArray(parser);
        case VALUE_STRING -> new Str(parser.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Num(parser.getDoubleValue());
        case VALUE_TRUE -> Bool.TRUE;
        case VALUE_FALSE -> Bool.FALSE;
        case VALUE_NULL -> Null.INSTANCE;
        case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
            throw new MalformedJsonException("unexpected " + token);
      };
    }

    private static Json readObject(JsonParser parser) throws IOException {
      var members = new LinkedHashMap<String, Json>();
      var firstWins = !parser.isEnabled(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
      var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        var value = read(parser, parser.nextToken());
        if (!firstWins || names.add(name)) {
          members.put(name, value);
        }
      }
      return new Obj(members);
    }

    private static Json readArray(JsonParser parser) throws IOException {
      var items = new ArrayList<Json>();
      for (var token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        items.add(read(parser, token));
      }
      return new Arr(items);
    }

    private static void write(Json json, JsonGenerator generator) throws IOException {
      switch (json) {
        case Null _ -> generator.writeNull();
        case Bool(var value) -> generator.writeBoolean(value);
        case Num(var value) -> writeNumber(value, generator);
        case Str(var value) -> generator.writeString(value);
        case Arr(var items) -> {
          generator.writeStartArray();
          for (var item : items) {
            write(item, generator);
          }
          generator.writeEndArray();
        }
        case Obj(var members) -> {
          generator.writeStartObject();
          for (var member : members.entrySet()) {
            generator.writeFieldName(member.getKey());
            write(member.getValue(), generator);
          }
          generator.writeEndObject();
        }
      }
    }

    private static void writeNumber(double value, JsonGenerator generator) throws IOException {
      if (value == Math.rint(value) && Math.abs(value) <= EXACT) {
        generator.writeNumber((long) value);
      } else {
        generator.writeNumber(value);
      }
    }
  }
}

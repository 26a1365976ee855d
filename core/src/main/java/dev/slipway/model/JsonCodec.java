package dev.slipway.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.TreeSet;

/// The streaming reader and writer of [Json].
final class JsonCodec {
  /// The whole numbers that a double holds exactly end here.
  private static final double EXACT = 0x1p53;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(Json.MAX_DEPTH)
          .maxStringLength(32 * 1024 * 1024)
          .build();
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  static final JsonFactory FIRST_WINS = JsonFactory.builder().streamReadConstraints(LIMITS).build();

  private JsonCodec() {}

  static Json readWhole(JsonParser parser) throws IOException {
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
      case VALUE_STRING -> new Json.Str(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getDoubleValue());
      case VALUE_TRUE -> Json.Bool.TRUE;
      case VALUE_FALSE -> Json.Bool.FALSE;
      case VALUE_NULL -> Json.Null.INSTANCE;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new MalformedJsonException("unexpected " + token);
    };
  }

  private static Json readObject(JsonParser parser) throws IOException {
    var members = new LinkedHashMap<String, Json>();
    var firstWins = !parser.isEnabled(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    var names = firstWins ? new TreeSet<>(String.CASE_INSENSITIVE_ORDER) : Set.<String>of();
    for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      var value = read(parser, parser.nextToken());
      if (!firstWins || names.add(name)) {
        members.put(name, value);
      }
    }
    return new Json.Obj(members);
  }

  private static Json readArray(JsonParser parser) throws IOException {
    var items = new ArrayList<Json>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      items.add(read(parser, token));
    }
    return new Json.Arr(items);
  }

  static void write(Json json, JsonGenerator generator) throws IOException {
    switch (json) {
      case Json.Null _ -> generator.writeNull();
      case Json.Bool(var value) -> generator.writeBoolean(value);
      case Json.Num(var value) -> writeNumber(value, generator);
      case Json.Str(var value) -> generator.writeString(value);
      case Json.Arr(var items) -> {
        generator.writeStartArray();
        for (var item : items) {
          write(item, generator);
        }
        generator.writeEndArray();
      }
      case Json.Obj(var members) -> {
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

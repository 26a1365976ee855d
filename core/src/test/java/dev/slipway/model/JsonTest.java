package dev.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// JSON in and out.
class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "[]",
        "{}",
        "[1,-2.5,1.0E300,9007199254740992]",
        "{\"b\":1,\"a\":{\"c\":[null]}}",
        "\"ä\\n\\\"\\\\\"",
        "\"\uD83D\uDE00\""
      })
  void writesWhatItRead(String text) {
    assertThat(Json.parse(text).text()).isEqualTo(text);
    assertThat(Json.parse(text.getBytes(StandardCharsets.UTF_8)).bytes())
        .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    assertThat(Json.parse(Json.parse(text).pretty())).isEqualTo(Json.parse(text));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          ``                  ~ expected a JSON value, found nothing
          {                   ~ Unexpected end-of-input
          [1 2]               ~ was expecting comma
          {"a":1} x           ~ Unrecognized token 'x'
          {"a":1} {}          ~ unexpected text after the JSON value at line 1
          {"a":1,"a":2}       ~ Duplicate field 'a'
          {'a':1}             ~ Unexpected character
          [1,]                ~ Unexpected character
          NaN                 ~ Non-standard token 'NaN'
          01                  ~ Invalid numeric value
          """)
  void refuses(String text, String message) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining(message);
  }

  @Test
  void saysWhereTheTextIsWrong() {
    assertThatThrownBy(() -> Json.parse("{\n  \"a\": x\n}"))
        .hasMessageContaining("(line 2, column");
  }

  @Test
  void refusesWhatIsTooDeep() {
    assertThat(Json.parse("[".repeat(100) + "]".repeat(100))).isNotNull();
    assertThatThrownBy(() -> Json.parse("[".repeat(101) + "]".repeat(101)))
        .isInstanceOf(MalformedJsonException.class);
    assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void refusesBytesThatAreNoText() {
    assertThatThrownBy(() -> Json.parse(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void wantsAnObjectWhereItSaysSo() {
    assertThatThrownBy(() -> Json.parseObject("[]".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("expected a JSON object");
  }

  @Test
  void theFirstOfTwoMembersStaysWhereGitHubKeepsIt() {
    assertThat(Json.parseFirstWins("{\"a\":1,\"A\":2,\"b\":3}").text())
        .isEqualTo("{\"a\":1,\"b\":3}");
  }

  @Test
  void whatJsonLacksIsText() {
    assertThat(Json.array(List.of(Json.of(Double.NaN), Json.of(Double.NEGATIVE_INFINITY))).text())
        .isEqualTo("[\"NaN\",\"-Infinity\"]");
    assertThat(new String(Json.of("a\uD800b").bytes(), StandardCharsets.UTF_8))
        .isEqualTo("\"a?b\"");
  }

  @Test
  void membersAreGivenAsTheirKind() {
    var json =
        (Json.Obj)
            Json.parse(
                """
                {"text": "x", "number": 3, "yes": true, "nothing": null, "list": ["a"],
                 "object": {"b": 1}, "objects": [{}], "time": "2026-11-24T12:00:00Z"}
                """);
    assertThat(json.string("text")).contains("x");
    assertThat(json.string("number")).isEmpty();
    assertThat(json.number("number")).contains(3.0);
    assertThat(json.bool("yes")).contains(true);
    assertThat(json.get("nothing")).isEmpty();
    assertThat(json.object("object").number("b")).contains(1.0);
    assertThat(json.object("list")).isEqualTo(Json.Obj.EMPTY);
    assertThat(json.array("object")).isEmpty();
    assertThat(json.strings("list")).containsExactly("a");
    assertThat(json.objects("objects")).containsExactly(Json.Obj.EMPTY);
    assertThat(json.requireInt("number")).isEqualTo(3);
    assertThat(json.requireInstant("time")).isEqualTo(Instant.parse("2026-11-24T12:00:00Z"));
    assertThat(json.instant("missing")).isEmpty();
  }

  @Test
  void membersThatAreMissingOrWrongAreNamed() {
    var json = (Json.Obj) Json.parse("{\"a\": {}, \"list\": [1], \"n\": 1.5, \"t\": \"noon\"}");
    assertThatThrownBy(() -> json.requireString("a"))
        .hasMessage("\"a\" is missing or not a string");
    assertThatThrownBy(() -> json.requireNumber("b"))
        .hasMessage("\"b\" is missing or not a number");
    assertThatThrownBy(() -> json.requireInt("n"))
        .hasMessage("\"n\" is missing or not a whole number");
    assertThatThrownBy(() -> json.instant("t")).hasMessage("\"t\" is missing or not a time");
    assertThatThrownBy(() -> json.requireInstant("u")).hasMessage("\"u\" is missing or not a time");
    assertThatThrownBy(() -> json.strings("list"))
        .hasMessage("\"list\" is missing or not an array of strings");
    assertThatThrownBy(() -> json.objects("list"))
        .hasMessage("\"list\" is missing or not an array of objects");
  }

  @Test
  void absentOptionalsLeaveNoMember() {
    assertThat(
            Json.object()
                .put("a", Optional.empty())
                .put("b", Optional.of("x"))
                .put("c", Optional.of(Json.of(1)))
                .put("d", Optional.of(Instant.EPOCH))
                .build()
                .text())
        .isEqualTo("{\"b\":\"x\",\"c\":1,\"d\":\"1970-01-01T00:00:00Z\"}");
  }
}

package dev.slipway.ci.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Whatever is written, there is a value or an [ExpressionException], soon.
class ExpressionFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "env",
          "github",
          "foo",
          ".",
          ".*",
          "[",
          "]",
          "[*]",
          "(",
          ")",
          ",",
          "!",
          "==",
          "!=",
          "<",
          "<=",
          ">",
          ">=",
          "&&",
          "||",
          "'a'",
          "'{0}'",
          "''",
          "1",
          "-1",
          "0x1f",
          "1e9",
          "NaN",
          "null",
          "true",
          "false",
          " ",
          "\t",
          "format(",
          "contains(",
          "join(",
          "toJSON(",
          "fromJSON(",
          "case(",
          "success()",
          "always()",
          "hashFiles('*')",
          "'",
          "\u00a0",
          "é",
          "\ud83d",
          "@",
          "=",
          "&",
          "|",
          "{",
          "}}");

  @Test
  void neverCrashesOnRandomPieces() {
    var random = new Random(1);
    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          var right = 0;
          for (var i = 0; i < 60_000; i++) {
            right += tryOne(text(random)) ? 1 : 0;
          }
          assertThat(right).isGreaterThan(1_000);
        });
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (var n = random.nextInt(12); n >= 0; n--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static boolean tryOne(String text) {
    var contexts =
        MapContexts.of(
            Map.of(
                "env", Json.object().put("a", "b").build(), "github", Json.strings(List.of("x"))));
    try {
      Evaluator.evaluate(Expressions.parse(text), contexts);
      return true;
    } catch (ExpressionException _) {
      return false;
    }
  }

  @Test
  void neverCrashesOnRandomCharacters() {
    var random = new Random(2);
    for (var i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (var n = random.nextInt(20); n >= 0; n--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
      }
      tryOne(text.toString());
      try {
        Templates.evaluate("${{" + text + "}}", MapContexts.of(Map.of()));
      } catch (ExpressionException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}

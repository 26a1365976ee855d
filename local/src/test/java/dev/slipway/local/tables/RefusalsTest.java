package dev.slipway.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.tables.oracle.RandomSteps;
import dev.slipway.local.wire.AwsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What is refused, word for word: people search the web for these sentences, and clients look at
/// the names.
class RefusalsTest {
  private final Calls dynamo = Calls.inMemory();

  @Test
  void refusesInTheWordsOfAws() throws IOException {
    for (var table : RandomSteps.tables()) {
      dynamo.call("CreateTable", table.text());
    }
    var golden = golden();
    var seen = new StringBuilder();
    golden
        .lines()
        .filter(line -> !line.startsWith("  "))
        .forEach(line -> seen.append(line).append('\n').append(refusal(line)));
    assertThat(seen.toString()).isEqualTo(golden);
  }

  /// What becomes of a line with an operation and its request.
  private String refusal(String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return "";
    }
    var space = line.indexOf(' ');
    try {
      return "  answers " + dynamo.call(line.substring(0, space), line.substring(space)) + "\n";
    } catch (AwsError e) {
      return "  %s: %s\n".formatted(e.code(), e.getMessage());
    }
  }

  private static String golden() throws IOException {
    try (var in = RefusalsTest.class.getResourceAsStream("refusals.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

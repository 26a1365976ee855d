package dev.slipway.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorsTest {
  private static Cors of(String origin, boolean credentials) {
    return new Cors(
        List.of(origin), List.of("GET", "POST"), List.of("x-a"), List.of("x-b"), credentials, 60);
  }

  @ParameterizedTest
  @CsvSource({
    "*,                https://a.example,  *",
    "https://*,        https://a.example,  https://a.example",
    "https://*,        http://a.example,   ''",
    "http://a.example, http://a.example,   http://a.example",
    "http://a.example, http://a.example.b, ''",
    "http://a.example, null,               ''",
  })
  void tellsTheOriginThatMayAsk(String configured, String origin, String told) {
    assertThat(of(configured, false).answer(origin).getOrDefault("access-control-allow-origin", ""))
        .isEqualTo(told);
  }

  @Test
  void tellsAPreflightAllThatIsConfigured() {
    assertThat(of("https://a.example", true).preflight("https://a.example"))
        .containsEntry("access-control-allow-methods", "GET,POST")
        .containsEntry("access-control-allow-headers", "x-a")
        .containsEntry("access-control-max-age", "60")
        .containsEntry("access-control-allow-credentials", "true")
        .doesNotContainKey("access-control-expose-headers");
    assertThat(of("https://a.example", true).preflight("https://b.example")).isEmpty();
  }

  @Test
  void tellsAnAnswerWhatItExposes() {
    assertThat(of("*", false).answer("https://a.example"))
        .containsEntry("access-control-expose-headers", "x-b")
        .doesNotContainKey("access-control-allow-methods");
  }
}

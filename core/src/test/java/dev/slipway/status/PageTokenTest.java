package dev.slipway.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTokenTest {
  private final PageToken tokens = PageToken.of(List.of("runs", "main"));

  @Test
  void readsWhatItWrote() {
    assertThat(tokens.read(tokens.write("2026.77"))).contains("2026.77");
  }

  @Test
  void refusesATokenOfAnotherList() {
    assertThat(PageToken.of(List.of("runs", "dev")).read(tokens.write("2026.77"))).isEmpty();
    assertThat(PageToken.of(List.of("runsmain")).read(tokens.write("2026.77"))).isEmpty();
  }

  @Test
  void refusesAnyChangeOfAToken() {
    var token = tokens.write("2026.77");
    for (var i = 0; i < token.length() - 1; i++) {
      var changed =
          token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1);
      assertThat(tokens.read(changed)).as(changed).isEmpty();
    }
  }

  @Test
  void refusesWhatIsNoToken() {
    for (var text : List.of("", "x", "%%%", "null", "AAAAAAAAAAAAAAAAAAAAAAAA")) {
      assertThat(tokens.read(text)).as(text).isEmpty();
    }
  }
}

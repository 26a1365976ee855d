package dev.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ids are read as they are written, and in no other way: two texts never mean one thing.
class IdsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "build",
        "test.0",
        "test.255",
        "_a-b_c.7",
        "deploy.build",
        "deploy.1.build.3",
        "a.b.0.c"
      })
  void jobKeys(String text) {
    assertThat(JobKey.parse(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        ".1",
        "test.",
        "test.-1",
        "test.+1",
        "test.01",
        "1",
        "a..b",
        "a.1.2",
        "a.1.b.01",
        "a.99999999999"
      })
  void noJobKeys(String text) {
    assertThatThrownBy(() -> JobKey.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"%s\" is no job key".formatted(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "9007199254740991"})
  void runIds(String text) {
    assertThat(RunId.parse(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "+1",
        "01",
        " 1",
        "1.0",
        "x",
        "9007199254740992",
        "99999999999999999999"
      })
  void noRunIds(String text) {
    assertThatThrownBy(() -> RunId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void runIdsRiseWithTime() {
    var noon = Instant.parse("2026-11-24T12:00:00.123Z");
    var id = new RunId((noon.toEpochMilli() << RunId.TIME_SHIFT) + 4_095);
    var later = new RunId(noon.plusMillis(1).toEpochMilli() << RunId.TIME_SHIFT);
    assertThat(id.receivedAt()).isEqualTo(noon);
    assertThat(id).isLessThan(later);
    assertThat(id.next()).isEqualTo(later);
  }

  @ParameterizedTest
  @ValueSource(strings = {"octo/hello-world", "a/b.c", "A_b/c-D", "a/.github"})
  void repositories(String text) {
    assertThat(RepositoryId.parse(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a", "/", "a/", "/a", "a/b/c", "../a", "a/..", "./a", "a/.", "a/b c", "a/b\n",
        "a/$(id)", "ä/b"
      })
  void noRepositories(String text) {
    assertThatThrownBy(() -> RepositoryId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void repositoriesHaveOneKeyHoweverTheyAreWritten() {
    assertThat(RepositoryId.parse("Octo/Hello").key()).isEqualTo("octo/hello");
  }

  @Test
  void conclusions() {
    assertThat(Arrays.stream(Conclusion.values()).map(Conclusion::word))
        .containsExactly("success", "failure", "cancelled", "skipped")
        .allSatisfy(word -> assertThat(Conclusion.parse(word).word()).isEqualTo(word));
    for (var word : List.of("", "SUCCESS", "canceled", "neutral")) {
      assertThatThrownBy(() -> Conclusion.parse(word))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("\"%s\" is no conclusion".formatted(word));
    }
  }

  @Test
  void digests() {
    var digest = Digest.sha256("abc".getBytes(StandardCharsets.UTF_8));
    assertThat(digest.toString())
        .isEqualTo("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    for (var hex : List.of("", "ba78", digest.hex().toUpperCase(Locale.ROOT), digest + "")) {
      assertThatThrownBy(() -> new Digest(hex)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}

package dev.slipway.runner.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ci.workflow.CacheMode;
import dev.slipway.model.RepositoryId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachesTest {
  private static final RepositoryId HELLO = new RepositoryId("octo", "hello");

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-25T10:00:00Z");

  private Caches caches(CacheMode mode, String... refs) {
    return new Caches(folder, HELLO, new Caches.Access(List.of(refs), mode), () -> now);
  }

  private Caches on(String... refs) {
    return caches(CacheMode.WRITE, refs);
  }

  private void save(Caches caches, String key, String content) throws IOException {
    var staged = caches.begin(key, "v");
    Files.writeString(staged, content);
    caches.finish(key, "v", staged);
    now = now.plusSeconds(1);
  }

  private static Optional<String> restore(Caches caches, String... keys) {
    return caches
        .find(List.of(keys), "v")
        .map(found -> {
          try {
            return found.key() + "=" + Files.readString(found.content());
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void findsTheWholeKeyThenTheNewestBeginning() throws IOException {
    var main = on("main");
    save(main, "npm-1", "one");
    save(main, "npm-2", "two");
    save(main, "npm-22", "three");
    assertThat(restore(main, "npm-2")).contains("npm-2=two");
    assertThat(restore(main, "npm-9", "yarn-", "npm-")).contains("npm-22=three");
    assertThat(restore(main, "npm-9")).isEmpty();
    assertThat(main.find(List.of("npm-1"), "other")).isEmpty();
  }

  @Test
  void keepsWhatAPullRequestStoresFromItsBranch() throws IOException {
    save(on("main"), "k", "main's");
    save(on("pr", "main"), "k-pr", "the request's");
    assertThat(restore(on("pr", "main"), "k-", "k")).contains("k-pr=the request's");
    assertThat(restore(on("main"), "k-")).isEmpty();
    assertThat(restore(on("pr", "main"), "k")).contains("k-pr=the request's");
    assertThat(restore(on("pr2", "main"), "k")).contains("k=main's");
  }

  @Test
  void neverChangesWhatIsStored() throws IOException {
    save(on("main"), "k", "first");
    assertThatThrownBy(() -> on("main").begin("k", "v"))
        .isInstanceOf(Caches.RefusedException.class)
        .hasMessage("Cache already exists: k");
    save(on("other"), "k", "another ref's");
    assertThat(restore(on("main"), "k")).contains("k=first");
  }

  @Test
  void takesNothingFromRunsForStrangers() throws IOException {
    save(on("main"), "k", "main's");
    var stranger = caches(CacheMode.READ, "main");
    assertThat(restore(stranger, "k")).contains("k=main's");
    assertThatThrownBy(() -> stranger.begin("evil", "v"))
        .isInstanceOf(Caches.RefusedException.class);
  }

  @Test
  void keepsToTheModeOfTheJob() throws IOException {
    save(caches(CacheMode.WRITE_ONLY, "main"), "k", "stored");
    assertThat(restore(caches(CacheMode.WRITE_ONLY, "main"), "k")).isEmpty();
    assertThat(restore(caches(CacheMode.NONE, "main"), "k")).isEmpty();
    assertThat(restore(caches(CacheMode.READ, "main"), "k")).contains("k=stored");
    assertThatThrownBy(() -> caches(CacheMode.NONE, "main").begin("other", "v"))
        .isInstanceOf(Caches.RefusedException.class)
        .hasMessage("This job stores no caches: its cache mode is 'none'");
  }

  @Test
  void forgetsWhatNobodyUsedForAWeek() throws IOException {
    save(on("main"), "used", "1");
    save(on("main"), "idle", "2");
    now = now.plus(Duration.ofDays(5));
    assertThat(restore(on("main"), "used")).isPresent();
    now = now.plus(Duration.ofDays(5));
    assertThat(restore(on("main"), "used")).isPresent();
    assertThat(restore(on("main"), "idle")).isEmpty();
    save(on("main"), "idle", "3");
    assertThat(restore(on("main"), "idle")).contains("idle=3");
  }

  @Test
  void refusesKeysThatNobodyCouldAskFor() {
    for (var key : new String[] {"", "a,b", "x".repeat(513)}) {
      assertThatThrownBy(() -> on("main").begin(key, "v"))
          .isInstanceOf(Caches.RefusedException.class)
          .hasMessageContaining("Key Validation Error");
    }
  }
}

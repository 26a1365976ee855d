package dev.slipway.runner.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {
  private static final RepositoryId HELLO = new RepositoryId("octo", "hello");

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-25T10:00:00Z");

  private Artifacts run(long run, int attempt) {
    return new Artifacts(folder, HELLO, new RunId(run), attempt, () -> now);
  }

  private Artifacts.Artifact store(Artifacts artifacts, String name, Duration keep)
      throws IOException {
    var staged = artifacts.begin(name);
    Files.writeString(staged, name + "'s content");
    return artifacts.finish(name, staged, keep);
  }

  @Test
  void keepsWhatItWasGivenForItsTime() throws IOException {
    var stored = store(run(1, 1), "site", Duration.ofDays(2));
    assertThat(stored.digest()).isEqualTo(Digests.sha256(stored.content()));
    assertThat(stored.size()).isEqualTo(Files.size(stored.content()));
    now = now.plus(Duration.ofDays(1));
    assertThat(run(1, 1).find("site")).contains(stored);
    assertThat(run(2, 1).all()).isEmpty();
    now = now.plus(Duration.ofDays(2));
    assertThat(run(1, 1).all()).isEmpty();
    store(run(2, 1), "later", Duration.ZERO);
    assertThat(stored.content()).doesNotExist();
  }

  @Test
  void givesANameOnceAnAttempt() throws IOException {
    store(run(1, 1), "site", Duration.ZERO);
    assertThatThrownBy(() -> run(1, 1).begin("site"))
        .isInstanceOf(Artifacts.RefusedException.class)
        .hasMessageContaining("already exists");
    var again = store(run(1, 2), "site", Duration.ZERO);
    assertThat(run(1, 2).all()).containsExactly(again);
  }

  @Test
  void takesTheFirstOfManyWithOneName() throws Exception {
    var staged = IntStream.range(0, 16).mapToObj(_ -> run(1, 1).begin("site")).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results =
          staged.stream()
              .map(content ->
                  threads.submit(() -> {
                    Files.writeString(content, "whole");
                    run(1, 1).finish("site", content, Duration.ZERO);
                    return true;
                  }))
              .toList();
      var won = 0;
      for (Future<Boolean> result : results) {
        try {
          won += result.get() ? 1 : 0;
        } catch (ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(Artifacts.RefusedException.class);
        }
      }
      assertThat(won).isEqualTo(1);
    }
    assertThat(run(1, 1).all()).hasSize(1);
  }

  @Test
  void refusesNamesThatAreNone() {
    for (var name : new String[] {"", "a/b", "a\\b", "a:b", "a\nb", "a\0b", "x".repeat(300)}) {
      assertThatThrownBy(() -> run(1, 1).begin(name))
          .isInstanceOf(Artifacts.RefusedException.class);
    }
  }
}

package dev.slipway.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class GitCacheTest {
  private static final String MAIN = "refs/heads/main";

  @TempDir Path folder;

  private Sample sample;
  private SmartServer server;

  @BeforeEach
  void make() throws IOException {
    sample = new Sample(folder.resolve("hello.git"));
    server = new SmartServer(sample);
  }

  @AfterEach
  void close() {
    server.close();
    sample.close();
  }

  private GitRepositories git() {
    return new GitRepositories(folder.resolve("cache"));
  }

  private String read(String ref, String sha) {
    var file = git().filesIn(server.url(), ref, sha, "w").get("w/a");
    return file == null ? "" : new String(file, StandardCharsets.UTF_8);
  }

  /// What a kill at the wrong moment, a full disk or a lost write can leave of a cache.
  enum Damage {
    LOCKS {
      @Override
      void happen(Path cache) throws IOException {
        for (var name :
            new String[] {
              "HEAD.lock",
              "config.lock",
              "packed-refs.lock",
              "shallow.lock",
              "refs/heads/main.lock",
              "refs/heads/next.lock",
              "objects/pack/x.lock"
            }) {
          Files.createFile(cache.resolve(name));
        }
      }
    },
    HALF_A_PACK {
      @Override
      void happen(Path cache) throws IOException {
        Files.write(cache.resolve("objects/incoming_123.pack"), new byte[1_000]);
        Files.write(cache.resolve("objects/noz123.tmp"), new byte[10]);
      }
    },
    CUT_PACKS {
      @Override
      void happen(Path cache) throws IOException {
        each(cache, ".pack", file -> file.setLength(file.length() / 2));
      }
    },
    EMPTY_PACKS {
      @Override
      void happen(Path cache) throws IOException {
        each(cache, ".pack", file -> file.setLength(0));
      }
    },
    SPOILED_PACKS {
      @Override
      void happen(Path cache) throws IOException {
        each(
            cache,
            ".pack",
            file -> {
              for (var at = 14; at < file.length() - 20; at += 3) {
                file.seek(at);
                file.write(0xff);
              }
            });
      }
    },
    EMPTY_INDEXES {
      @Override
      void happen(Path cache) throws IOException {
        each(cache, ".idx", file -> file.setLength(0));
      }
    },
    NO_PACKS {
      @Override
      void happen(Path cache) throws IOException {
        delete(cache, path -> path.toString().contains("/objects/pack/"));
      }
    },
    NO_OBJECTS {
      @Override
      void happen(Path cache) throws IOException {
        delete(cache, path -> path.startsWith(cache.resolve("objects")));
      }
    },
    EMPTY_HEAD {
      @Override
      void happen(Path cache) throws IOException {
        Files.writeString(cache.resolve("HEAD"), "");
      }
    },
    NO_HEAD {
      @Override
      void happen(Path cache) throws IOException {
        Files.deleteIfExists(cache.resolve("HEAD"));
      }
    },
    SPOILED_CONFIG {
      @Override
      void happen(Path cache) throws IOException {
        Files.writeString(cache.resolve("config"), "\0\0[core\nrubbish");
      }
    },
    NO_CONFIG {
      @Override
      void happen(Path cache) throws IOException {
        Files.deleteIfExists(cache.resolve("config"));
      }
    },
    SPOILED_REFS {
      @Override
      void happen(Path cache) throws IOException {
        Files.createDirectories(cache.resolve("refs/heads"));
        Files.writeString(cache.resolve("refs/heads/main"), "\0\0\0\0");
        Files.writeString(cache.resolve("packed-refs"), "rubbish\n");
      }
    },
    A_FILE {
      @Override
      void happen(Path cache) throws IOException {
        delete(cache, _ -> true);
        Files.writeString(cache, "no repository");
      }
    },
    AN_EMPTY_FOLDER {
      @Override
      void happen(Path cache) throws IOException {
        delete(cache, path -> !path.equals(cache));
      }
    };

    abstract void happen(Path cache) throws IOException;

    private interface Change {
      void make(RandomAccessFile file) throws IOException;
    }

    private static void each(Path cache, String suffix, Change change) throws IOException {
      for (var path : files(cache, path -> path.toString().endsWith(suffix))) {
        assertThat(path.toFile().setWritable(true)).isTrue();
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
          change.make(file);
        }
      }
    }

    private static void delete(Path cache, Predicate<Path> which) throws IOException {
      for (var path : files(cache, which)) {
        Files.delete(path);
      }
    }

    private static List<Path> files(Path cache, Predicate<Path> which) throws IOException {
      try (var files = Files.walk(cache)) {
        return files.filter(which).sorted(Comparator.reverseOrder()).toList();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void healsByItself(Damage damage) throws IOException {
    var first = sample.add(MAIN, "w/a", "one");
    assertThat(read(MAIN, first)).isEqualTo("one");
    damage.happen(cached());
    assertThat(read(MAIN, first)).as("what was there").isEqualTo("one");
    damage.happen(cached());
    var second = sample.add(MAIN, "w/a", "two");
    assertThat(read(MAIN, second)).as("what is new").isEqualTo("two");
    assertThat(read(MAIN, first)).isEqualTo("one");
  }

  private Path cached() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.filter(path -> !path.toString().endsWith(".lock")).findFirst().orElseThrow();
    }
  }

  @Test
  void keepsASoundCacheWhileTheServerIsAway() throws IOException {
    var sha = sample.add(MAIN, "w/a", "one");
    read(MAIN, sha);
    server.close();
    var e = catchThrowableOfType(GitException.class, () -> read(MAIN, "1".repeat(40)));
    assertThat(e.retryable()).isTrue();
    assertThat(read(MAIN, sha)).isEqualTo("one");
  }

  @Test
  void servesManyAtOnce() throws Exception {
    var shas = new ArrayList<String>();
    for (var i = 0; i < 8; i++) {
      shas.add(sample.add("refs/heads/b" + i, "w/a", "branch " + i));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<String>>();
      for (var round = 0; round < 3; round++) {
        for (var i = 0; i < 8; i++) {
          var number = i;
          tasks.add(() -> read("refs/heads/b" + number, shas.get(number)));
        }
      }
      var results = threads.invokeAll(tasks);
      for (var i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo("branch " + i % 8);
      }
    }
  }

  /// A fetch that is killed where it hurts most, by a real process.
  @Test
  void healsAfterAProcessWasKilled() throws Exception {
    for (var i = 0; i < 30; i++) {
      sample.add(MAIN, "w/f" + i, "content ".repeat(1_000) + i);
    }
    var sha = sample.add(MAIN, "w/a", "last");
    for (var round = 0; round < 2; round++) {
      var asked = server.requests().size() + 2 + round;
      var process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Fetcher.class.getName(),
                  folder.resolve("cache").toString(),
                  server.url().value(),
                  sha)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output").toFile())
              .start();
      while (server.requests().size() < asked && process.isAlive()) {
        Thread.onSpinWait();
      }
      process.destroyForcibly().waitFor();
      sha = sample.add(MAIN, "w/a", "round " + round);
      assertThat(read(MAIN, sha)).isEqualTo("round " + round);
    }
  }

  /// The process that is killed.
  static final class Fetcher {
    private Fetcher() {}

    public static void main(String[] arguments) {
      var git = new GitRepositories(Path.of(arguments[0]));
      var url = GitUrl.of(arguments[1], GitUrl.Reach.ANYWHERE);
      try {
        git.filesIn(url, MAIN, arguments[2], "w");
      } catch (UncheckedIOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void putsManyPacksTogether() throws IOException {
    read(MAIN, sample.add(MAIN, "w/a", "one"));
    var packs = cached().resolve("objects/pack");
    for (var file : Damage.files(packs, path -> path.toString().matches(".*\\.(pack|idx)"))) {
      for (var i = 0; i < 55; i++) {
        var name = file.getFileName().toString().replaceFirst("pack-..", "pack-%02d".formatted(i));
        Files.copy(file, packs.resolve(name));
      }
    }
    assertThat(read(MAIN, sample.add(MAIN, "w/a", "two"))).isEqualTo("two");
    assertThat(Damage.files(packs, path -> path.toString().endsWith(".pack"))).hasSizeLessThan(5);
  }
}

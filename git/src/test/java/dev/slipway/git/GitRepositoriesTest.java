package dev.slipway.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jgit.transport.UploadPack.RequestPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GitRepositoriesTest {
  private static final String MAIN = "refs/heads/main";

  @TempDir Path folder;

  private Sample sample;
  private GitRepositories git;

  @BeforeEach
  void make() throws IOException {
    sample = new Sample(folder.resolve("hello.git"));
    git = new GitRepositories(folder.resolve("cache"));
  }

  @AfterEach
  void close() {
    sample.close();
  }

  private GitUrl path() {
    return GitUrl.of(sample.folder().toString(), GitUrl.Reach.ANYWHERE);
  }

  private static Map<String, String> texts(Map<String, byte[]> files) {
    return files.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> new String(entry.getValue(), StandardCharsets.UTF_8)));
  }

  @Test
  void listsBranchesAndTagsWithTheirCommits() throws IOException {
    var first = sample.add(MAIN, "a", "1");
    var second = sample.add("refs/heads/next", "b", "2");
    sample.tag("v1", first);
    sample.point("refs/tags/light", second);
    sample.point("refs/pull/7/merge", second);
    try (var server = new SmartServer(sample)) {
      for (var url : List.of(path(), server.url())) {
        assertThat(git.listRefs(url))
            .isEqualTo(
                Map.of(
                    MAIN,
                    first,
                    "refs/heads/next",
                    second,
                    "refs/tags/light",
                    second,
                    "refs/tags/v1",
                    first));
        assertThat(git.defaultBranch(url)).contains("main");
      }
    }
  }

  @Test
  void anEmptyRepositoryHasNothing() throws IOException {
    try (var server = new SmartServer(sample)) {
      for (var url : List.of(path(), server.url())) {
        assertThat(git.listRefs(url)).isEmpty();
        assertThat(git.defaultBranch(url)).isEmpty();
        var e =
            catchThrowableOfType(
                GitException.class, () -> git.filesIn(url, MAIN, "1".repeat(40), "x"));
        assertThat(e).hasMessageEndingWith("has no commit " + "1".repeat(40));
        assertThat(e.retryable()).isFalse();
      }
    }
  }

  @Test
  void readsTheFilesOfAFolder() throws IOException {
    var workflows = new LinkedHashMap<String, Sample.Entry>();
    workflows.put("a.yml", sample.file("on: push"));
    workflows.put("b.sh", sample.program("exit"));
    workflows.put("link.yml", sample.link("/etc/passwd"));
    workflows.put("more", sample.files(Map.of("c.yml", "deep")));
    workflows.put("module", sample.submodule());
    var tree =
        sample.tree(Map.of(".github", sample.tree(Map.of("workflows", sample.tree(workflows)))));
    var sha = sample.commit(MAIN, "Begin", tree);
    try (var server = new SmartServer(sample)) {
      for (var url : List.of(path(), server.url())) {
        assertThat(texts(git.filesIn(url, MAIN, sha, ".github/workflows")))
            .isEqualTo(
                Map.of(".github/workflows/a.yml", "on: push", ".github/workflows/b.sh", "exit"));
        assertThat(git.filesIn(url, MAIN, sha, ".slipway/workflows")).isEmpty();
        assertThat(git.filesIn(url, MAIN, sha, ".github/workflows/a.yml")).isEmpty();
        assertThat(git.subject(url, MAIN, sha)).contains("Begin");
      }
    }
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    var sha = sample.add(MAIN, "w/big.yml", "x".repeat(16 * 1024 * 1024 + 1));
    var e = catchThrowableOfType(GitException.class, () -> git.filesIn(path(), MAIN, sha, "w"));
    assertThat(e).hasMessage("w/big.yml has 16777217 bytes; at most 16777216 are read");
    assertThat(e.retryable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refs/heads/-dash",
        "refs/heads/heads/main",
        "refs/heads/refs/heads/main",
        "refs/heads/it's",
        "refs/heads/a#b%20c&d",
        "refs/heads/ünï/cödé",
        "refs/heads/HEAD",
        "refs/heads/a@b",
        "refs/heads/$(id)",
        "refs/tags/v1.0-rc+1",
        "refs/pull/7/merge"
      })
  void refsMayHaveOddNames(String ref) throws IOException {
    sample.add(MAIN, "a", "main");
    var sha = sample.add(ref, "a", "odd");
    try (var server = new SmartServer(sample)) {
      for (var url : List.of(path(), server.url())) {
        assertThat(git.filesIn(url, ref, sha, "none")).isEmpty();
        var tree = folder.resolve("tree-" + url.isLocal());
        git.checkout(url, ref, sha, 1, tree);
        assertThat(tree.resolve("a")).hasContent("odd");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "main",
        "HEAD",
        "--upload-pack=x",
        "refs/heads/a b",
        "refs/heads/a..b",
        "refs/heads/*",
        "refs/heads/x.lock",
        "refs/heads/a:b",
        "refs/heads/",
        "refs/heads/a\\b",
        "refs/heads/a~1",
        "refs/heads/a^",
        "refs/heads//a",
        "+refs/heads/main"
      })
  void refusesWhatIsNoRef(String ref) {
    var e =
        catchThrowableOfType(
            GitException.class, () -> git.filesIn(path(), ref, "1".repeat(40), "x"));
    assertThat(e).hasMessage("'%s' is no ref", ref);
    assertThat(e.retryable()).isFalse();
  }

  @Test
  void refusesWhatIsNoCommit() throws IOException {
    sample.add(MAIN, "a", "1");
    for (var sha : new String[] {"", "main", "1234567", "g".repeat(40), "1".repeat(39), "-1"}) {
      assertThat(
              catchThrowableOfType(
                  GitException.class, () -> git.checkout(path(), MAIN, sha, 1, folder)))
          .hasMessage("'%s' is no commit", sha);
    }
  }

  @Test
  void aBranchAndATagOfOneNameAreTwoThings() throws IOException {
    var branch = sample.add("refs/heads/v1", "a", "branch");
    var tag = sample.add("refs/tags/v1", "a", "tag");
    git.checkout(path(), "refs/heads/v1", branch, 1, folder.resolve("branch"));
    git.checkout(path(), "refs/tags/v1", tag, 1, folder.resolve("tag"));
    assertThat(folder.resolve("branch/a")).hasContent("branch");
    assertThat(folder.resolve("branch/.git/HEAD")).hasContent("ref: refs/heads/v1\n");
    assertThat(folder.resolve("tag/a")).hasContent("tag");
    assertThat(folder.resolve("tag/.git/HEAD")).hasContent(tag + "\n");
  }

  @Test
  void findsACommitWhoseRefHasMovedOn() throws IOException {
    var old = sample.add(MAIN, "w/a", "old");
    sample.add(MAIN, "w/a", "new");
    try (var server = new SmartServer(sample)) {
      assertThat(texts(git.filesIn(server.url(), MAIN, old, "w"))).containsEntry("w/a", "old");
      assertThat(texts(git.filesIn(server.url(), "refs/heads/gone", old, "w"))).hasSize(1);
    }
  }

  @Test
  void findsACommitThatWasForcedAwayWhereTheServerGivesIt() throws IOException {
    var old = sample.add(MAIN, "w/a", "old");
    sample.commit(MAIN, "Forced", sample.files(Map.of("w/a", "forced")));
    try (var open = new SmartServer(sample.folder(), RequestPolicy.ANY);
        var strict = new SmartServer(sample)) {
      assertThat(texts(git.filesIn(open.url(), MAIN, old, "w"))).containsEntry("w/a", "old");
      assertThat(
              catchThrowableOfType(
                  GitException.class, () -> git.filesIn(strict.url(), MAIN, old, "w")))
          .hasMessageEndingWith("has no commit " + old);
    }
  }

  @Test
  void saysWhatAServerDoesNotHave() throws IOException {
    sample.add(MAIN, "a", "1");
    try (var server = new SmartServer(sample)) {
      var missing =
          GitUrl.of(server.url("127.0.0.1").replace("hello", "none"), GitUrl.Reach.ANYWHERE);
      var e = catchThrowableOfType(GitException.class, () -> git.listRefs(missing));
      assertThat(e).hasMessageContaining("not found");
      assertThat(e.retryable()).isFalse();
      server.react((exchange, _) -> {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return true;
      });
      assertThat(
              catchThrowableOfType(GitException.class, () -> git.listRefs(server.url()))
                  .retryable())
          .isFalse();
      server.react((exchange, _) -> {
        exchange.sendResponseHeaders(503, -1);
        return true;
      });
      assertThat(
              catchThrowableOfType(GitException.class, () -> git.listRefs(server.url()))
                  .retryable())
          .isTrue();
    }
  }

  @Test
  void aServerThatIsAwayMayComeBack() throws IOException {
    GitUrl gone;
    try (var server = new SmartServer(sample)) {
      gone = server.url();
    }
    for (var call :
        List.<Runnable>of(
            () -> git.listRefs(gone),
            () -> git.defaultBranch(gone),
            () -> git.filesIn(gone, MAIN, "1".repeat(40), "x"),
            () -> git.checkout(gone, MAIN, "1".repeat(40), 1, folder.resolve("tree")))) {
      var e = catchThrowableOfType(GitException.class, call::run);
      assertThat(e.retryable()).as(e.getMessage()).isTrue();
      assertThat(e).hasMessageContaining("127.0.0.1");
    }
  }

  @Test
  void aFolderThatIsNoRepositoryIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("plain"));
    for (var name : new String[] {"plain", "none"}) {
      var url = GitUrl.of(folder.resolve(name).toString(), GitUrl.Reach.ANYWHERE);
      for (var call :
          List.<Runnable>of(
              () -> git.listRefs(url), () -> git.filesIn(url, MAIN, "1".repeat(40), "x"))) {
        var e = catchThrowableOfType(GitException.class, call::run);
        assertThat(e.retryable()).as(e.getMessage()).isFalse();
      }
    }
  }

  @Test
  void fetchesOnceWhatItHas() throws IOException {
    var sha = sample.add(MAIN, "w/a", "1");
    try (var server = new SmartServer(sample)) {
      git.filesIn(server.url(), MAIN, sha, "w");
      var requests = server.requests().size();
      git.filesIn(server.url(), MAIN, sha, "w");
      git.subject(server.url(), MAIN, sha);
      assertThat(server.requests()).hasSize(requests);
    }
  }
}

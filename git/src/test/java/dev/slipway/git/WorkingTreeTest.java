package dev.slipway.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checking out, also what nobody should have committed.
@Timeout(60)
class WorkingTreeTest {
  private static final String MAIN = "refs/heads/main";

  @TempDir Path folder;

  private Sample sample;
  private GitRepositories git;
  private Path tree = Path.of("");

  @BeforeEach
  void make() throws IOException {
    sample = new Sample(folder.resolve("hello.git"));
    git = new GitRepositories(folder.resolve("cache"));
    tree = folder.resolve("work/hello");
  }

  @AfterEach
  void close() {
    sample.close();
  }

  /// What the Git of this machine says in the working tree.
  private String git(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git", "-c", "safe.directory=*"));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).directory(tree.toFile()).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }

  @Test
  void fillsAFolderThatGitUnderstands() throws Exception {
    var entries = new LinkedHashMap<String, Sample.Entry>();
    entries.put(".gitattributes", sample.file("* text=auto\n"));
    entries.put("a.txt", sample.file("text\n"));
    entries.put("crlf.bat", sample.file("one\r\ntwo\r\n"));
    entries.put("deep", sample.files(Map.of("er/file", "deep")));
    entries.put("link", sample.link("a.txt"));
    entries.put("run.sh", sample.program("#!/bin/sh\n"));
    entries.put("ünïcödé 🚀", sample.file("x"));
    var first = sample.add(MAIN, "old", "1");
    var sha = sample.commit(MAIN, "Begin", sample.tree(entries), first);
    try (var server = new SmartServer(sample)) {
      var url = GitUrl.of(server.url("user:s3cr3t@127.0.0.1"), GitUrl.Reach.ANYWHERE);
      git.checkout(url, MAIN, sha, 0, tree);
      assertThat(tree.resolve("a.txt")).hasContent("text\n");
      assertThat(tree.resolve("deep/er/file")).hasContent("deep");
      assertThat(tree.resolve("ünïcödé 🚀")).exists();
      assertThat(tree.resolve("run.sh")).isExecutable();
      assertThat(Files.readSymbolicLink(tree.resolve("link"))).hasToString("a.txt");
      assertThat(git("status", "--porcelain", "--untracked-files=all")).isEmpty();
      assertThat(git("log", "--format=%H")).isEqualTo(sha + "\n" + first);
      assertThat(git("symbolic-ref", "HEAD")).isEqualTo(MAIN);
      assertThat(git("remote", "get-url", "origin")).isEqualTo(server.url("127.0.0.1"));
      assertThat(git("rev-parse", "origin/main")).isEqualTo(sha);
      assertThat(git("config", "--local", "--list")).doesNotContain("s3cr3t");
    }
  }

  @Test
  void takesAsMuchHistoryAsAskedFor() throws Exception {
    var first = sample.add(MAIN, "a", "1");
    sample.add(MAIN, "a", "2");
    var third = sample.add(MAIN, "a", "3");
    try (var server = new SmartServer(sample)) {
      git.checkout(server.url(), MAIN, third, 1, tree);
      assertThat(git("log", "--format=%H")).isEqualTo(third);
      assertThat(git("rev-parse", "--is-shallow-repository")).isEqualTo("true");
      tree = folder.resolve("two");
      git.checkout(server.url(), MAIN, third, 2, tree);
      assertThat(git("log", "--format=%H").lines()).hasSize(2);
      tree = folder.resolve("older");
      git.checkout(server.url(), MAIN, first, 1, tree);
      assertThat(tree.resolve("a")).hasContent("1");
      assertThat(git("log", "--format=%H")).isEqualTo(first);
      assertThat(git("status", "--porcelain")).isEmpty();
    }
  }

  @Test
  void submodulesStayEmptyAndAreNotAskedFor() throws Exception {
    sample.add(MAIN, "a", "1");
    try (var server = new SmartServer(sample);
        var evil = new SmartServer(sample)) {
      var entries = new LinkedHashMap<String, Sample.Entry>();
      entries.put(
          ".gitmodules",
          sample.file(
              "[submodule \"m\"]\n\tpath = module\n\turl = %s\n\tupdate = !touch %s\n"
                  .formatted(evil.url("127.0.0.1"), folder.resolve("pwned"))));
      entries.put("module", sample.submodule());
      var sha = sample.commit(MAIN, "With a module", sample.tree(entries));
      git.checkout(server.url(), MAIN, sha, 1, tree);
      assertThat(tree.resolve("module")).isEmptyDirectory();
      assertThat(evil.requests()).isEmpty();
      assertThat(folder.resolve("pwned")).doesNotExist();
    }
  }

  /// Names that would put files into `.git`, or out of the working tree.
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git",
        ".GIT",
        ".Git",
        ".git ",
        ".git.",
        "GIT~1",
        ".g\u200cit",
        ".gi\ufefft",
        "..",
        ".",
        "a/b",
        "../x",
        "/etc",
        ""
      })
  void writesNothingByNamesThatNoTreeMayHave(String name) throws Exception {
    var hooks = sample.tree(Map.of("post-checkout", sample.program("#!/bin/sh\ntouch pwned\n")));
    var config = sample.file("[core]\n\tfsmonitor = touch pwned\n");
    var entries = new LinkedHashMap<String, Sample.Entry>();
    entries.put("config", config);
    entries.put("hooks", hooks);
    entries.put("x", sample.file("x"));
    var sha =
        sample.commit(
            MAIN, "Evil", sample.tree(Map.of(name, sample.tree(entries), "good", config)));
    Files.createDirectories(tree.getParent());
    var before = files(folder);
    try (var server = new SmartServer(sample)) {
      assertThatCode(() -> git.checkout(server.url(), MAIN, sha, 1, tree))
          .satisfies(e -> {
            if (e != null) {
              assertThat(e).isInstanceOf(GitException.class);
            }
          });
    }
    assertThat(files(folder)).filteredOn(file -> !file.startsWith(tree)).containsAll(before);
    assertThat(files(folder))
        .filteredOn(file -> !before.contains(file) && !file.startsWith(tree))
        .isEmpty();
    assertThat(tree.resolve(".git/hooks/post-checkout")).doesNotExist();
    if (Files.exists(tree.resolve(".git/config"))) {
      assertThat(Files.readString(tree.resolve(".git/config"))).doesNotContain("fsmonitor");
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.toList();
    }
  }

  @Test
  void writesNothingThroughALink() throws Exception {
    var outside = Files.createDirectory(folder.resolve("outside"));
    var entries = new LinkedHashMap<String, Sample.Entry>();
    entries.put("a", sample.link(outside.toString()));
    entries.put("a#2", sample.tree(Map.of("x", sample.file("pwned"))));
    var sha = sample.commit(MAIN, "Evil", sample.tree(entries));
    assertThatCode(() -> git.checkout(path(), MAIN, sha, 1, tree))
        .satisfies(e -> {
          if (e != null) {
            assertThat(e).isInstanceOf(GitException.class);
          }
        });
    assertThat(outside).isEmptyDirectory();
  }

  private GitUrl path() {
    return GitUrl.of(sample.folder().toString(), GitUrl.Reach.ANYWHERE);
  }

  @Test
  void linksMayPointAnywhereButAreOnlyLinks() throws Exception {
    var sha =
        sample.commit(MAIN, "Link", sample.tree(Map.of("l", sample.link("../../../etc/passwd"))));
    git.checkout(path(), MAIN, sha, 1, tree);
    assertThat(Files.isSymbolicLink(tree.resolve("l"))).isTrue();
    assertThat(Files.exists(tree.resolve("l/x"), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void runsNoHookAndNoFilter() throws Exception {
    var marker = folder.resolve("pwned");
    var script = "#!/bin/sh\ntouch " + marker + "\ncat\n";
    var hooks = Files.createDirectories(sample.folder().resolve("hooks"));
    for (var hook :
        new String[] {"post-checkout", "pre-upload", "post-merge", "pre-receive", "update"}) {
      Files.writeString(hooks.resolve(hook), script);
      assertThat(hooks.resolve(hook).toFile().setExecutable(true)).isTrue();
    }
    var config = sample.repository().getConfig();
    config.setString("filter", "evil", "smudge", "touch " + marker);
    config.setString("filter", "evil", "clean", "touch " + marker);
    config.setString("uploadpack", null, "packObjectsHook", "touch " + marker);
    config.setString("core", null, "fsmonitor", "touch " + marker);
    config.setString("core", null, "sshCommand", "touch " + marker);
    config.save();
    var files = Map.of(".gitattributes", "* filter=evil diff=evil\n", "w/a", "content");
    var first = sample.commit(MAIN, "Begin", sample.files(files));
    var second = sample.add(MAIN, "w/b", "more");
    git.checkout(path(), MAIN, second, 0, tree);
    git.filesIn(path(), MAIN, second, "w");
    git.changedFiles(path(), MAIN, new Since.Commit(first), second, 10);
    assertThat(tree.resolve("w/a")).hasContent("content");
    assertThat(marker).doesNotExist();
  }

  @Test
  void theMachinesConfigurationChangesNothing() throws Exception {
    var sha = sample.add(MAIN, "a", "1");
    var home = System.getProperty("user.home");
    var other = Files.createDirectory(folder.resolve("home"));
    Files.writeString(
        other.resolve(".gitconfig"),
        "[url \"file:///nowhere/\"]\n\tinsteadOf = %s\n[core]\n\tautocrlf = true\n[init]\n\tdefaultBranch = x\n"
            .formatted(folder));
    System.setProperty("user.home", other.toString());
    try {
      git.checkout(path(), MAIN, sha, 1, tree);
    } finally {
      System.setProperty("user.home", home);
    }
    assertThat(tree.resolve("a")).hasContent("1");
  }
}

package dev.slipway.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Working copies as the Git of this machine makes them.
@Timeout(60)
class WorkingCopyTest {
  @TempDir Path folder;

  private Path original = Path.of("");
  private Path copy = Path.of("");

  @BeforeEach
  void make() throws Exception {
    original = Files.createDirectory(folder.resolve("My Project"));
    copy = folder.resolve("copy");
    git(original, "init", "-q", "-b", "main");
  }

  private String git(Path where, String... arguments) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "safe.directory=*",
                "-c",
                "user.name=Mona",
                "-c",
                "user.email=mona@example.com",
                "-c",
                "protocol.file.allow=always"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.stripTrailing();
  }

  private Path write(String path, String content) throws IOException {
    var file = original.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void commit(String message) throws Exception {
    git(original, "add", "-A");
    git(original, "commit", "-qm", message);
  }

  private WorkingCopy workingCopy() {
    return WorkingCopy.containing(original).orElseThrow();
  }

  @Test
  void copiesWhatIsThereCommittedOrNot() throws Exception {
    write(".gitignore", "target/\n*.log\n!keep.log\n");
    write("same", "1");
    write("edited", "1");
    write("staged", "1");
    write("deleted", "1");
    write("run.sh", "#!/bin/sh\n").toFile().setExecutable(true);
    write("forced.log", "tracked though ignored");
    git(original, "add", "-f", "forced.log");
    commit("Begin");
    write("edited", "2");
    write("staged", "2");
    git(original, "add", "staged");
    Files.delete(original.resolve("deleted"));
    write("new/file", "untracked");
    write("keep.log", "kept");
    write("debug.log", "ignored");
    write("target/classes/A.class", "ignored");
    Files.createSymbolicLink(original.resolve("link"), Path.of("same"));
    Files.createSymbolicLink(original.resolve("broken"), Path.of("nowhere"));
    Files.createSymbolicLink(original.resolve("outside"), Path.of("../elsewhere"));
    var status = git(original, "status", "--porcelain");
    var before = state();
    workingCopy().copyTo(copy);
    assertThat(files(copy))
        .containsOnlyKeys(
            ".gitignore",
            "same",
            "edited",
            "staged",
            "run.sh",
            "forced.log",
            "new/file",
            "keep.log",
            "link",
            "broken",
            "outside")
        .containsEntry("edited", "2")
        .containsEntry("staged", "2")
        .containsEntry("link", "-> same")
        .containsEntry("outside", "-> ../elsewhere");
    assertThat(copy.resolve("run.sh")).isExecutable();
    assertThat(git(copy, "status", "--porcelain")).isEqualTo(status);
    assertThat(git(copy, "log", "--format=%s")).isEqualTo("Begin");
    git(copy, "commit", "-qam", "In the copy");
    assertThat(state()).isEqualTo(before);
  }

  /// Every file below a folder but those of `.git`.
  private static Map<String, String> files(Path root) throws IOException {
    var found = new TreeMap<String, String>();
    try (var files = Files.walk(root)) {
      for (var file : files.toList()) {
        var path = root.relativize(file).toString();
        if (Files.isSymbolicLink(file)) {
          found.put(path, "-> " + Files.readSymbolicLink(file));
        } else if (!path.startsWith(".git/") && Files.isRegularFile(file)) {
          found.put(path, Files.readString(file));
        }
      }
    }
    return found;
  }

  /// All that the original holds, in one number.
  private int state() throws IOException {
    var all = new ArrayList<Object>();
    try (var files = Files.walk(original)) {
      for (var file : files.sorted().toList()) {
        all.add(file);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          all.add(Files.getPosixFilePermissions(file));
          all.add(Arrays.hashCode(Files.readAllBytes(file)));
        }
      }
    }
    return all.hashCode();
  }

  @Test
  void aCopyIsARepositoryOfItsOwn() throws Exception {
    write("a", "1");
    commit("One");
    git(original, "branch", "topic");
    git(original, "tag", "v1");
    git(original, "tag", "-am", "Two", "v2");
    git(original, "pack-refs", "--all");
    git(original, "branch", "later");
    git(original, "remote", "add", "origin", "https://mona:s3cr3t@github.com/octo/hello.git");
    workingCopy().copyTo(copy);
    assertThat(git(copy, "for-each-ref", "--format=%(refname) %(objectname)"))
        .isEqualTo(git(original, "for-each-ref", "--format=%(refname) %(objectname)"));
    assertThat(git(copy, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    assertThat(git(copy, "describe", "--tags", "--exact-match", "v2^{}")).isEqualTo("v2");
    assertThat(git(copy, "remote", "get-url", "origin"))
        .isEqualTo("https://github.com/octo/hello.git");
    git(copy, "checkout", "-q", "topic");
    assertThat(git(original, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    assertThat(git(copy, "fsck")).doesNotContain("error", "missing");
  }

  @Test
  void aDetachedOrUnbornHeadStaysWhatItIs() throws Exception {
    write("a", "1");
    workingCopy().copyTo(copy);
    assertThat(git(copy, "status", "--porcelain")).isEqualTo("?? a");
    assertThat(workingCopy().describe().sha()).isEqualTo("0".repeat(40));
    assertThat(workingCopy().describe().branch()).contains("main");
    commit("One");
    git(original, "checkout", "-q", "--detach");
    copy = folder.resolve("detached");
    workingCopy().copyTo(copy);
    assertThat(git(copy, "rev-parse", "HEAD")).isEqualTo(git(original, "rev-parse", "HEAD"));
    assertThat(workingCopy().describe().branch()).isEmpty();
    assertThat(workingCopy().describe().subject()).contains("One");
  }

  @Test
  void aWorktreeAndAShallowCloneAreWorkingCopiesToo() throws Exception {
    write("a", "1");
    commit("One");
    write("a", "2");
    commit("Two");
    git(original, "worktree", "add", "-q", folder.resolve("tree").toString(), "-b", "topic");
    WorkingCopy.containing(folder.resolve("tree")).orElseThrow().copyTo(copy);
    assertThat(git(copy, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/topic");
    assertThat(git(copy, "status", "--porcelain")).isEmpty();
    git(folder, "clone", "-q", "--depth", "1", original.toUri().toString(), "shallow");
    copy = folder.resolve("of-shallow");
    WorkingCopy.containing(folder.resolve("shallow")).orElseThrow().copyTo(copy);
    assertThat(git(copy, "log", "--format=%s")).isEqualTo("Two");
    assertThat(git(copy, "fsck")).doesNotContain("error", "missing");
  }

  @Test
  void submodulesAreLeftOut() throws Exception {
    var module = Files.createDirectory(folder.resolve("module"));
    git(module, "init", "-q", "-b", "main");
    Files.writeString(module.resolve("m"), "1");
    git(module, "add", "-A");
    git(module, "commit", "-qm", "Module");
    git(original, "submodule", "--quiet", "add", module.toString(), "sub");
    commit("With a module");
    Files.createDirectories(original.resolve("nested"));
    git(original.resolve("nested"), "init", "-q");
    write("nested/file", "of another repository");
    workingCopy().copyTo(copy);
    assertThat(files(copy)).containsOnlyKeys(".gitmodules");
  }

  @Test
  void strangeFilesHoldNothingUp() throws Exception {
    write("a", "1");
    new ProcessBuilder("mkfifo", original.resolve("pipe").toString()).start().waitFor();
    workingCopy().copyTo(copy);
    assertThat(copy.resolve("a")).hasContent("1");
  }

  @Test
  void runsNothingThatTheConfigurationNames() throws Exception {
    var marker = folder.resolve("pwned");
    write(".gitattributes", "* filter=evil\n");
    write("a", "1");
    commit("One");
    for (var key :
        new String[] {
          "filter.evil.clean",
          "filter.evil.smudge",
          "core.fsmonitor",
          "core.sshCommand",
          "core.pager",
          "core.hooksPath"
        }) {
      git(original, "config", key, "touch " + marker);
    }
    for (var hook : new String[] {"post-checkout", "pre-commit", "post-index-change"}) {
      var file = write(".git/hooks/" + hook, "#!/bin/sh\ntouch " + marker + "\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    write("a", "2");
    workingCopy().describe();
    workingCopy().copyTo(copy);
    assertThat(git(copy, "status", "--porcelain")).isEqualTo(" M a");
    assertThat(marker).doesNotExist();
  }

  @Test
  void aFolderInNoWorkingCopyIsNone() throws Exception {
    assertThat(WorkingCopy.containing(Files.createDirectory(folder.resolve("plain")))).isEmpty();
    git(folder, "init", "-q", "--bare", "bare.git");
    assertThat(WorkingCopy.containing(folder.resolve("bare.git"))).isEmpty();
    Files.createDirectories(original.resolve("deep/er"));
    assertThat(WorkingCopy.containing(original.resolve("deep/er")).orElseThrow().root())
        .isEqualTo(original);
  }

  /// The remote `origin`, and whose repository it is.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://github.com/octo/hello.git            | octo  | hello
          https://github.com/octo/hello                | octo  | hello
          https://token@github.com/octo/hello.git      | octo  | hello
          git@github.com:octo/hello.git                | octo  | hello
          ssh://git@github.com:443/octo/hello.git/     | octo  | hello
          https://gitlab.com/group/sub/hello.git       | sub   | hello
          https://github.com/octo/he.llo_1-2           | octo  | he.llo_1-2
          /srv/git/hello.git                           | git   | hello
          ../hello.git                                 | local | my-project
                                                       | local | my-project
          """)
  void knowsWhoseItIs(String origin, String owner, String name) throws Exception {
    if (origin != null) {
      git(original, "remote", "add", "origin", origin);
    }
    var description = workingCopy().describe();
    assertThat(description.owner() + "/" + description.name()).isEqualTo(owner + "/" + name);
  }

  @Test
  void knowsTheUser() throws Exception {
    git(original, "config", "user.name", "Mona Lisa");
    assertThat(workingCopy().describe().userName()).isEqualTo("Mona Lisa");
  }
}

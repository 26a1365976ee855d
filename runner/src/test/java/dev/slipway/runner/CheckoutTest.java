package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckoutTest {
  private static final PersonIdent MONA =
      new PersonIdent(
          "Mona", "mona@example.com", Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private Path repository = Path.of("");
  private Git git;
  private String first = "";
  private String second = "";

  @BeforeEach
  void make() throws Exception {
    repository = folder.resolve("hello");
    git = Git.init().setDirectory(repository.toFile()).setInitialBranch("main").call();
    first = commit("file", "one");
    git.tag().setName("v1").setAnnotated(false).call();
    git.branchCreate().setName("topic").call();
    second = commit("file", "two");
  }

  @AfterEach
  void close() {
    git.close();
  }

  private String commit(String path, String content) throws IOException, GitAPIException {
    Files.writeString(repository.resolve(path), content);
    git.add().addFilepattern(".").call();
    return git.commit()
        .setSign(false)
        .setAuthor(MONA)
        .setCommitter(MONA)
        .setMessage("Add " + content)
        .call()
        .name();
  }

  private OneJob job(String steps) {
    return OneJob.steps(folder, steps)
        .source(new Source.Git(repository.toString(), "refs/heads/main", second));
  }

  @Test
  void checksOutTheRunsCommit() {
    var ran =
        job("""
        - id: get
          uses: actions/checkout@v4
        - run: |
            cat file; echo
            git log --format=%s
            git symbolic-ref HEAD
            echo "${{ steps.get.outputs.commit }} ${{ steps.get.outputs.ref }}"
        """)
            .run();
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success success");
    assertThat(ran.printed(2))
        .containsExactly("two", "Add two", "refs/heads/main", second + " refs/heads/main");
  }

  @Test
  void takesWhatItsInputsSay() {
    var ran =
        job("""
        - run: mkdir old && touch old/left
        - uses: actions/checkout@v4
          with:
            path: deep/er
            fetch-depth: 0
        - run: ls; cat deep/er/file; git -C deep/er log --format=%%s
        - uses: actions/checkout@v4
          with:
            ref: topic
        - run: ls; cat file; git symbolic-ref HEAD
        - uses: actions/checkout@v4
          with:
            ref: v1
        - run: cat file; git symbolic-ref -q HEAD || echo detached
        - uses: actions/checkout@v4
          with:
            ref: %s
        - run: cat file; git symbolic-ref -q HEAD || echo detached
        - uses: actions/checkout@v4
          with:
            ref: refs/heads/main
        - run: cat file
        """
                .formatted(first))
            .run();
    assertThat(ran.steps()).as(ran.text()).doesNotContain("failure");
    assertThat(ran.printed(3)).containsExactly("deep", "old", "twoAdd two", "Add one");
    assertThat(ran.printed(5)).containsExactly("file", "onerefs/heads/topic");
    assertThat(ran.printed(7)).containsExactly("onedetached");
    assertThat(ran.printed(9)).containsExactly("onedetached");
    assertThat(ran.printed(11)).containsExactly("two");
  }

  @Test
  void saysWhatIsNotThere() {
    var ran =
        job("""
        - uses: actions/checkout@v4
          with:
            ref: nowhere
        - if: always()
          uses: actions/checkout@v4
          with:
            path: ../../out
        - if: always()
          run: ln -s "$HOME" link
        - if: always()
          uses: actions/checkout@v4
          with:
            path: link
        - if: always()
          uses: actions/checkout@v4
          with:
            repository: not a repository
        """)
            .run();
    assertThat(ran.steps()).isEqualTo("failure failure success failure failure");
    assertThat(ran.text())
        .contains("A branch or tag with the name 'nowhere' could not be found")
        .contains("is not under the workspace")
        .contains("Invalid repository 'not a repository'");
    assertThat(repository.resolve("file")).exists();
  }

  @Test
  void saysWhatItLeavesOut() {
    var ran =
        job("""
        - uses: actions/checkout@v4
          with:
            submodules: recursive
            lfs: false
            persist-credentials: false
            nosuch: 1
        """)
            .run();
    assertThat(ran.lines(1))
        .contains("##[warning]The built-in checkout does not know 'submodules'; it is left out")
        .contains("##[warning]Unexpected input 'nosuch' of actions/checkout")
        .noneMatch(line -> line.contains("lfs"));
  }

  @Test
  void copiesAWorkingCopyWithItsUncommittedChanges() throws IOException {
    Files.writeString(repository.resolve("file"), "changed");
    Files.writeString(repository.resolve("new"), "untracked");
    Files.writeString(repository.resolve(".gitignore"), "ignored\n");
    Files.writeString(repository.resolve("ignored"), "x");
    var ran =
        OneJob.steps(
                folder,
                """
                - uses: actions/checkout@v4
                - run: ls -A; cat file new; echo; git log -1 --format=%s
                - run: echo written > file; git commit -qam "In the job" || true
                """)
            .source(new Source.WorkingCopy(repository))
            .run();
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success success success");
    assertThat(ran.printed(2))
        .containsExactly(".git", ".gitignore", "file", "new", "changeduntracked", "Add two");
    assertThat(repository.resolve("file")).hasContent("changed");
  }

  @Test
  void aWorkingCopyHasOtherRefsToo() {
    var ran =
        OneJob.steps(
                folder,
                """
                - uses: actions/checkout@v4
                  with:
                    ref: topic
                - run: cat file
                """)
            .source(new Source.WorkingCopy(repository))
            .run();
    assertThat(ran.printed(2)).containsExactly("one");
  }

  @Test
  void aServerThatDoesNotAnswerFailsTheStep() {
    var ran =
        OneJob.steps(folder, "- uses: actions/checkout@v4\n- run: echo never\n")
            .source(
                new Source.Git(
                    "http://user:s3cr3t@127.0.0.1:1/octo/hello", "refs/heads/main", second))
            .run();
    assertThat(ran.steps()).isEqualTo("failure skipped");
    assertThat(ran.text()).contains("http://127.0.0.1:1/octo/hello").doesNotContain("s3cr3t");
  }
}

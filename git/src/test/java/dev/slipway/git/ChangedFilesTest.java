package dev.slipway.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.transport.UploadPack.RequestPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChangedFilesTest {
  private static final String MAIN = "refs/heads/main";
  private static final String TOPIC = "refs/heads/topic";

  @TempDir Path folder;

  private Sample sample;

  @BeforeEach
  void make() throws IOException {
    sample = new Sample(folder.resolve("hello.git"));
  }

  @AfterEach
  void close() {
    sample.close();
  }

  /// Over HTTP and from the folder: both must say the same.
  private Optional<List<String>> changed(String ref, Since since, String after) throws IOException {
    var git = new GitRepositories(folder.resolve("cache"));
    var here =
        git.changedFiles(
            GitUrl.of(sample.folder().toString(), GitUrl.Reach.ANYWHERE), ref, since, after, 300);
    try (var server = new SmartServer(sample.folder(), RequestPolicy.ANY)) {
      assertThat(git.changedFiles(server.url(), ref, since, after, 300)).isEqualTo(here);
    }
    return here;
  }

  @Test
  void aPushChangesWhatDiffersFromBefore() throws IOException {
    var before =
        sample.commit(
            MAIN,
            "Begin",
            sample.files(Map.of("same", "1", "edited", "1", "gone", "1", "old/name", "moved")));
    sample.add(MAIN, "between", "1");
    var after =
        sample.commit(
            MAIN,
            "Change",
            sample.files(Map.of("same", "1", "edited", "2", "fresh", "1", "new/name#", "moved")),
            before);
    assertThat(changed(MAIN, new Since.Commit(before), after).orElseThrow())
        .containsExactlyInAnyOrder("edited", "gone", "fresh", "old/name", "new/name#");
  }

  @Test
  void nothingChangedIsKnownToo() throws IOException {
    var before = sample.add(MAIN, "a", "1");
    var after = sample.commit(MAIN, "Empty", sample.files(Map.of("a", "1")), before);
    assertThat(changed(MAIN, new Since.Commit(before), after)).contains(List.of());
  }

  @Test
  void aForcedPushIsComparedWithWhatItReplaced() throws IOException {
    var base = sample.add(MAIN, "base", "1");
    var before = sample.add(MAIN, "replaced", "1");
    sample.point(MAIN, base);
    var after = sample.add(MAIN, "instead", "1");
    assertThat(changed(MAIN, new Since.Commit(before), after).orElseThrow())
        .containsExactlyInAnyOrder("replaced", "instead");
  }

  @Test
  void whatWasForcedAwayAndIsGoneIsNotKnown() throws IOException {
    var after = sample.add(MAIN, "a", "1");
    assertThat(changed(MAIN, new Since.Commit("1".repeat(40)), after)).isEmpty();
    assertThat(changed(MAIN, new Since.Commit("rubbish"), after)).isEmpty();
  }

  @Test
  void aPullRequestIsComparedWithWhereItForked() throws IOException {
    var fork = sample.add(MAIN, "shared", "1");
    sample.point(TOPIC, fork);
    sample.add(TOPIC, "mine", "1");
    var head = sample.add(TOPIC, "mine too", "1");
    var base = sample.add(MAIN, "theirs", "1");
    assertThat(changed(TOPIC, new Since.Fork(base), head).orElseThrow())
        .containsExactlyInAnyOrder("mine", "mine too");
    var merge =
        sample.commit(
            "refs/pull/7/merge",
            "Merge",
            sample.files(Map.of("shared", "1", "theirs", "1", "mine", "1", "mine too", "1")),
            base,
            head);
    assertThat(changed("refs/pull/7/merge", new Since.Fork(base), merge).orElseThrow())
        .containsExactlyInAnyOrder("mine", "mine too");
  }

  @Test
  void aPullRequestOfAnotherHistoryIsNotKnown() throws IOException {
    var base = sample.add(MAIN, "a", "1");
    var other = sample.commit(TOPIC, "Alone", sample.files(Map.of("b", "1")));
    assertThat(changed(TOPIC, new Since.Fork(base), other)).isEmpty();
    assertThat(changed(TOPIC, new Since.Commit(base), other).orElseThrow())
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aNewBranchIsComparedWithWhatItWasMadeFrom() throws IOException {
    sample.add(MAIN, "old", "1");
    var fork = sample.add(MAIN, "older", "1");
    sample.point(TOPIC, fork);
    sample.add(MAIN, "later", "1");
    sample.add(TOPIC, "first", "1");
    var head = sample.add(TOPIC, "second", "1");
    assertThat(changed(TOPIC, new Since.NewBranch(), head).orElseThrow())
        .containsExactlyInAnyOrder("first", "second");
  }

  @Test
  void theFirstBranchOfAllChangesEverything() throws IOException {
    sample.add(MAIN, "a", "1");
    var head = sample.add(MAIN, "b", "1");
    assertThat(changed(MAIN, new Since.NewBranch(), head).orElseThrow())
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aNewBranchWithoutCommitsOfItsOwnIsNotKnown() throws IOException {
    var head = sample.add(MAIN, "a", "1");
    sample.point(TOPIC, head);
    assertThat(changed(TOPIC, new Since.NewBranch(), head)).isEmpty();
  }

  @Test
  void moreThanTheLimitIsNotKnown() throws IOException {
    var before = sample.add(MAIN, "a", "1");
    var contents = new TreeMap<>(Map.of("a", "1"));
    for (var i = 0; i < 300; i++) {
      contents.put("f" + i, "x");
    }
    var most = sample.commit(MAIN, "Many", sample.files(contents), before);
    assertThat(changed(MAIN, new Since.Commit(before), most).orElseThrow()).hasSize(300);
    contents.put("one more", "x");
    var more = sample.commit(MAIN, "More", sample.files(contents), before);
    assertThat(changed(MAIN, new Since.Commit(before), more)).isEmpty();
  }

  @Test
  void tooManyCommitsAreNotCompared() throws IOException {
    assertThat(ChangedFiles.Limits.files(300)).isEqualTo(new ChangedFiles.Limits(300, 1_000));
    var tree = sample.files(Map.of("a", "1"));
    var before = sample.commit(MAIN, "Begin", tree);
    var head = before;
    for (var i = 0; i < 10; i++) {
      head = sample.commit(MAIN, "Commit " + i, tree, head);
    }
    var changed = new ChangedFiles(sample.repository(), MAIN, new ChangedFiles.Limits(300, 10));
    assertThat(changed.between(new Since.Commit(before), head)).contains(List.of());
    assertThat(changed.between(new Since.Fork(before), head)).contains(List.of());
    head = sample.commit(MAIN, "One more", tree, head);
    assertThat(changed.between(new Since.Commit(before), head)).isEmpty();
    assertThat(changed.between(new Since.Fork(before), head)).isEmpty();
    assertThat(changed.between(new Since.NewBranch(), head)).isEmpty();
  }
}

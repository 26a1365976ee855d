package dev.slipway.runner.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ci.workflow.ActionReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ActionStoreTest {
  private static final ActionReference.Remote V1 =
      new ActionReference.Remote("octo", "act", "", "v1");

  @TempDir Path folder;
  private Path repository = Path.of("");

  @BeforeEach
  void make() throws Exception {
    repository = folder.resolve("server/octo/act");
    Files.createDirectories(repository);
    Git.init().setDirectory(repository.toFile()).setInitialBranch("main").call().close();
  }

  private String commit(String content) throws Exception {
    Files.writeString(repository.resolve("action.yml"), content);
    try (var git = Git.open(repository.toFile())) {
      git.add().addFilepattern(".").call();
      var commit =
          git.commit()
              .setSign(false)
              .setAuthor("m", "m@x")
              .setCommitter("m", "m@x")
              .setMessage(content)
              .call();
      git.tag().setName("v1").setAnnotated(false).setForceUpdate(true).call();
      return commit.name();
    }
  }

  private ActionStore store(ActionStore.Network network) {
    return new ActionStore(
        new ActionServer(folder.resolve("server").toUri().toString()),
        network,
        folder.resolve("actions"),
        folder.resolve("git"));
  }

  private static String content(ActionStore.Fetched fetched) throws IOException {
    return Files.readString(fetched.folder().resolve("action.yml"));
  }

  @Test
  void keepsEachCommitOnceHoweverManyAskForIt() throws Exception {
    var sha = commit("one");
    var asked = new ArrayList<Future<ActionStore.Fetched>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 24; i++) {
        // A store of its own is what another process has.
        var store = store(ActionStore.Network.ALLOWED);
        Callable<ActionStore.Fetched> fetch = () -> store.fetch(V1, ActionLock.NONE);
        asked.add(threads.submit(fetch));
      }
      for (var one : asked) {
        assertThat(one.get().commit()).isEqualTo(sha);
        assertThat(content(one.get())).isEqualTo("one");
      }
    }
    try (var left = Files.list(folder.resolve("actions/octo/act"))) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(".refs", sha);
    }
  }

  @Test
  void takesTheLockedCommitWhereverTheTagHasMoved() throws Exception {
    var first = commit("one");
    commit("two");
    var lock = new ActionLock(Map.of("octo/act@v1", first));
    var fetched = store(ActionStore.Network.ALLOWED).fetch(V1, lock);
    assertThat(content(fetched)).isEqualTo("one");
    assertThat(content(store(ActionStore.Network.ALLOWED).fetch(V1, ActionLock.NONE)))
        .isEqualTo("two");
  }

  @Test
  void hasTheSameCommitForAllJobsOfARun() throws Exception {
    var store = store(ActionStore.Network.ALLOWED);
    var first = commit("one");
    store.fetch(V1, ActionLock.NONE);
    commit("two");
    assertThat(store.fetch(V1, ActionLock.NONE).commit()).isEqualTo(first);
    assertThat(store.commits()).isEqualTo(Map.of("octo/act@v1", first));
  }

  @Test
  void refusesNamesThatLeadElsewhere() {
    for (var name : new String[] {"..", ".", "a b", "%2e"}) {
      var reference = new ActionReference.Remote("octo", name, "", "v1");
      assertThatThrownBy(() -> store(ActionStore.Network.ALLOWED).fetch(reference, ActionLock.NONE))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("is no name");
    }
  }

  @Test
  void readsTheLockThatItWrites() {
    var lock = new ActionLock(Map.of("b/b@v1", "0".repeat(40), "a/a@v2", "1".repeat(40)));
    assertThat(lock.text().lines()).hasSize(6);
    assertThat(ActionLock.read(lock.text().getBytes(StandardCharsets.UTF_8))).isEqualTo(lock);
    assertThatThrownBy(() ->
            ActionLock.read("{\"actions\":{\"a/b@v1\":\"main\"}}".getBytes(StandardCharsets.UTF_8)))
        .hasMessage(".slipway/actions.lock: 'a/b@v1' has no commit of 40 digits");
  }
}

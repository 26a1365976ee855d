package dev.slipway.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/// A repository of an action, on the server that [OneJob] fetches from.
final class ActionRepository {
  private static final PersonIdent MONA =
      new PersonIdent(
          "Mona", "mona@example.com", Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

  private final Path folder;

  private ActionRepository(Path folder) {
    this.folder = folder;
  }

  /// @param name `owner/repo`
  static ActionRepository make(Path folder, String name) throws Exception {
    var place = folder.resolve("server").resolve(name);
    Files.createDirectories(place);
    Git.init().setDirectory(place.toFile()).setInitialBranch("main").call().close();
    return new ActionRepository(place);
  }

  ActionRepository file(String path, String content) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.writeString(folder.resolve(path), content);
    return this;
  }

  /// Commits all files, and moves a tag there.
  String commit(String tag) throws IOException, GitAPIException {
    try (var git = Git.open(folder.toFile())) {
      git.add().addFilepattern(".").call();
      var commit =
          git.commit()
              .setSign(false)
              .setAuthor(MONA)
              .setCommitter(MONA)
              .setMessage("Tag " + tag)
              .call();
      git.tag().setName(tag).setAnnotated(false).setForceUpdate(true).call();
      return commit.name();
    }
  }
}

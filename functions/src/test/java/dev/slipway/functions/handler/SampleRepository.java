package dev.slipway.functions.handler;

import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/// A repository in a folder, with one workflow.
///
/// @param sha of its only commit, on `main`
record SampleRepository(Path folder, String sha) {
  /// Always at the same time, so that the same files give the same commit.
  private static final PersonIdent MONA =
      new PersonIdent(
          "Mona", "mona@example.com", Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

  static SampleRepository create(Path folder, String workflow) throws IOException, GitAPIException {
    write(folder, ".github/workflows/ci.yml", workflow);
    try (var git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      git.add().addFilepattern(".").call();
      var commit =
          git.commit().setSign(false).setAuthor(MONA).setCommitter(MONA).setMessage("Begin").call();
      return new SampleRepository(folder, commit.name());
    }
  }

  static void write(Path folder, String path, String text) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(folder.resolve(".github/workflows"));
    Files.writeString(file, text);
  }

  /// The webhook of a push of that commit.
  String push(String ref) throws IOException {
    var sample = Json.parseObject(Files.readAllBytes(Path.of("../events/github/push.json")));
    return sample.with("ref", Json.of(ref)).with("after", Json.of(sha)).text();
  }
}

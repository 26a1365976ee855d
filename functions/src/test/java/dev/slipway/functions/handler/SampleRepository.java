package dev.slipway.functions.handler;

import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/// A repository in a folder, with one workflow.
///
/// @param sha of its only commit, on `main`
record SampleRepository(Path folder, String sha) {
  static SampleRepository create(Path folder, String workflow) throws IOException, GitAPIException {
    var file = folder.resolve(".github/workflows/ci.yml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, workflow);
    try (var git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      git.add().addFilepattern(".").call();
      var commit =
          git.commit()
              .setSign(false)
              .setAuthor("Mona", "mona@example.com")
              .setCommitter("Mona", "mona@example.com")
              .setMessage("Begin")
              .call();
      return new SampleRepository(folder, commit.name());
    }
  }

  /// The webhook of a push of that commit.
  String push(String ref) throws IOException {
    var sample = Json.parseObject(Files.readAllBytes(Path.of("../events/github/push.json")));
    return sample.with("ref", Json.of(ref)).with("after", Json.of(sha)).text();
  }
}

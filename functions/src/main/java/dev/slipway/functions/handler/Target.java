package dev.slipway.functions.handler;

import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.git.GitRepositories;
import dev.slipway.git.GitUrl;
import java.util.Optional;
import java.util.stream.Stream;

/// A ref of a repository, in full, and the commit that it points at.
record Target(String ref, String sha) {
  /// Finds what a person means by the name of a branch or a tag.
  ///
  /// @param wanted absent means the default branch
  static Optional<Target> of(
      GitRepositories git, ConnectedRepository repository, GitUrl url, Optional<String> wanted) {
    var refs = git.listRefs(url);
    return wanted
        .or(repository::defaultBranch)
        .or(() -> git.defaultBranch(url))
        .flatMap(name ->
            Stream.of(name, "refs/heads/" + name, "refs/tags/" + name)
                .filter(ref -> ref.startsWith("refs/") && refs.containsKey(ref))
                .findFirst()
                .map(ref -> new Target(ref, String.valueOf(refs.get(ref)))));
  }

  /// Why there is none, for people.
  static String missing(Optional<String> wanted) {
    return wanted
        .map(name -> "No ref found for: " + name)
        .orElse("The repository has no default branch; name a ref");
  }
}

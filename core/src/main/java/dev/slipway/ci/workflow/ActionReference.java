package dev.slipway.ci.workflow;

import java.util.Arrays;
import java.util.Optional;

/// What `uses` of a step names.
public sealed interface ActionReference {
  /// `owner/repo[/path]@ref`.
  record Remote(String owner, String repository, String path, String ref)
      implements ActionReference {
    /// `owner/repo/path`.
    public String name() {
      return owner + "/" + repository + (path.isEmpty() ? "" : "/" + path);
    }
  }

  /// `./path` of the checked-out files, or `$/path` of the workflow's own repository and commit.
  record Local(String path) implements ActionReference {}

  /// `docker://image`.
  record Image(String image) implements ActionReference {}

  /// None of these.
  record Malformed(String text) implements ActionReference {}

  static ActionReference parse(String text) {
    if (text.startsWith("docker://")) {
      return new Image(text.substring("docker://".length()));
    }
    if (text.startsWith("./") || text.startsWith(".\\") || text.startsWith("$/")) {
      return new Local(text.substring(2));
    }
    var parts = text.split("@", -1);
    var path =
        Arrays.stream(parts[0].split("[/\\\\]", -1)).filter(part -> !part.isEmpty()).toList();
    if (parts.length != 2 || parts[1].isEmpty() || path.size() < 2) {
      return new Malformed(text);
    }
    return new Remote(
        path.get(0), path.get(1), String.join("/", path.subList(2, path.size())), parts[1]);
  }

  /// What steps that use it are called when they have no id.
  default Optional<String> shortName() {
    return switch (this) {
      case Remote remote -> Optional.of(remote.owner() + "/" + remote.repository());
      case Local _ -> Optional.of("self");
      case Image(var image) -> Optional.of(image);
      case Malformed _ -> Optional.empty();
    };
  }
}

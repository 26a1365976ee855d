package dev.slipway.ci.workflow;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What `uses` of a job names: a workflow file at the top of GitHub's folder, or of ours.
public sealed interface WorkflowReference {
  /// Where workflow files are.
  List<String> FOLDERS = List.of(".slipway/workflows/", ".github/workflows/");

  /// A file of the same repository and commit.
  ///
  /// @param path `.github/workflows/build.yml`
  record Local(String path) implements WorkflowReference {}

  /// A file of another repository.
  record Remote(String owner, String repository, String path, String ref)
      implements WorkflowReference {}

  Pattern REMOTE = Pattern.compile("([^/@]+)/([^/@]+)/([^@]+)@(.+)");

  /// Reads a reference that has no [#fault].
  static WorkflowReference parse(String text) {
    if (isLocal(text)) {
      return new Local(text.substring(2));
    }
    var parts = REMOTE.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no workflow reference: " + text);
    }
    return new Remote(parts.group(1), parts.group(2), parts.group(3), parts.group(4));
  }

  /// What is wrong with a reference, if anything is.
  static Optional<String> fault(String text) {
    if (isLocal(text)) {
      return text.contains("@")
          ? invalid("cannot specify version when calling local workflows")
          : misplaced(text.substring(2));
    }
    if (!text.contains("@") || text.endsWith("@")) {
      return invalid("no version specified");
    }
    var parts = REMOTE.matcher(text);
    return parts.matches()
        ? misplaced(parts.group(3))
        : invalid(
            "references to workflows must be prefixed with format 'owner/repository/' or './' for"
                + " local workflows");
  }

  private static boolean isLocal(String text) {
    return text.startsWith("./") || text.startsWith("$/");
  }

  private static Optional<String> misplaced(String path) {
    var isFile =
        FOLDERS.stream()
            .anyMatch(folder ->
                path.startsWith(folder)
                    && path.substring(folder.length()).matches("[^/]+\\.ya?ml"));
    return isFile
        ? Optional.empty()
        : invalid("workflows must be defined at the top level of the .github/workflows/ directory");
  }

  private static Optional<String> invalid(String why) {
    return Optional.of("invalid value workflow reference: " + why);
  }
}

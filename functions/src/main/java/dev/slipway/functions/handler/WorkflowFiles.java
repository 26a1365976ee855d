package dev.slipway.functions.handler;

import dev.slipway.git.GitRepositories;
import dev.slipway.git.GitUrl;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The workflow files of a commit.
final class WorkflowFiles {
  /// Where they may be; the first folder that has some wins.
  private static final List<String> FOLDERS = List.of(".slipway/workflows", ".github/workflows");

  private final GitRepositories git;

  WorkflowFiles(GitRepositories git) {
    this.git = git;
  }

  /// Path → source, in the order of their paths; empty when there are none.
  Map<String, String> at(GitUrl url, String ref, String sha) {
    for (var folder : FOLDERS) {
      var files = new LinkedHashMap<String, String>();
      git.filesIn(url, ref, sha, folder)
          .forEach((path, bytes) -> {
            if (path.endsWith(".yml") || path.endsWith(".yaml")) {
              files.put(path, new String(bytes, StandardCharsets.UTF_8));
            }
          });
      if (!files.isEmpty()) {
        return files;
      }
    }
    return Map.of();
  }

  /// Whether people mean this file: by its path, or its name.
  static boolean names(String path, String wanted) {
    return path.equals(wanted) || path.endsWith("/" + wanted);
  }
}

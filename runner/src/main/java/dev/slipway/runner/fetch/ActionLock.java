package dev.slipway.runner.fetch;

import dev.slipway.ci.workflow.ActionReference;
import dev.slipway.model.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Which commits the actions of a repository are: `.slipway/actions.lock`, one `owner/repo@ref` to
/// one commit. What it names is fetched at that commit, wherever the ref has moved to.
public record ActionLock(Map<String, String> commits) {
  /// Where a repository keeps it.
  public static final String FILE = ".slipway/actions.lock";

  public static final ActionLock NONE = new ActionLock(Map.of());

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  public ActionLock {
    commits = Map.copyOf(commits);
  }

  /// Reads a file's content.
  ///
  /// @throws IllegalArgumentException saying what is wrong with it
  public static ActionLock read(byte[] content) {
    var commits = new TreeMap<String, String>();
    Json.parseObject(content)
        .object("actions")
        .members()
        .forEach((name, value) -> {
          if (!(value instanceof Json.Str(var commit)) || !COMMIT.matcher(commit).matches()) {
            throw new IllegalArgumentException(
                "%s: '%s' has no commit of 40 digits".formatted(FILE, name));
          }
          commits.put(name, commit);
        });
    return new ActionLock(commits);
  }

  /// The file's content: one action a line, so that changes are easy to read.
  public String text() {
    var lines = new StringBuilder("{\n  \"actions\": {");
    var separator = "\n    ";
    for (var entry : new TreeMap<>(commits).entrySet()) {
      lines
          .append(separator)
          .append(Json.of(entry.getKey()).text())
          .append(": ")
          .append(Json.of(entry.getValue()).text());
      separator = ",\n    ";
    }
    return lines.append(commits.isEmpty() ? "}\n}\n" : "\n  }\n}\n").toString();
  }

  Optional<String> commit(ActionReference.Remote action) {
    return Optional.ofNullable(commits.get(key(action)));
  }

  /// What an action is called here: a repository and a ref, whichever folder of it is used.
  public static String key(ActionReference.Remote action) {
    return "%s/%s@%s"
        .formatted(
            action.owner().toLowerCase(Locale.ROOT),
            action.repository().toLowerCase(Locale.ROOT),
            action.ref());
  }
}

package dev.slipway.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The files through which a step tells the runner things: `GITHUB_ENV`, `GITHUB_OUTPUT`,
/// `GITHUB_PATH`, `GITHUB_STATE`, `GITHUB_STEP_SUMMARY`.
record CommandFiles(Path env, Path output, Path path, Path state, Path summary) {
  /// What one file may hold; the outputs of a whole job have less.
  private static final long MOST = 16L * 1024 * 1024;

  private static final long MOST_SUMMARY = 1024 * 1024;

  private static final Set<String> FORBIDDEN_ENV = Set.of("NODE_OPTIONS");

  /// Fresh, empty files.
  static CommandFiles create(Path folder, int step) {
    try {
      Files.createDirectories(folder);
      return new CommandFiles(
          file(folder, "set_env_" + step),
          file(folder, "set_output_" + step),
          file(folder, "add_path_" + step),
          file(folder, "save_state_" + step),
          file(folder, "step_summary_" + step));
    } catch (IOException e) {
      throw new UncheckedIOException("The command files cannot be made", e);
    }
  }

  private static Path file(Path folder, String name) throws IOException {
    var file = folder.resolve(name);
    Files.deleteIfExists(file);
    return Files.createFile(file);
  }

  Map<String, String> variables() {
    return Map.of(
        "GITHUB_ENV", env.toString(),
        "GITHUB_OUTPUT", output.toString(),
        "GITHUB_PATH", path.toString(),
        "GITHUB_STATE", state.toString(),
        "GITHUB_STEP_SUMMARY", summary.toString());
  }

  /// @throws StepFailure as GitHub words it, when the file is not well formed
  Map<String, String> readEnv() {
    var values = pairs(env);
    for (var name : values.keySet()) {
      if (isForbidden(name)) {
        throw new StepFailure(
            "Can't store %s output parameter using '$GITHUB_ENV' command.".formatted(name));
      }
    }
    return values;
  }

  /// Node would run what this variable says in every action that follows.
  static boolean isForbidden(String name) {
    return FORBIDDEN_ENV.contains(name.toUpperCase(Locale.ROOT));
  }

  /// @throws StepFailure as GitHub words it, when the file is not well formed
  Map<String, String> readOutput() {
    return pairs(output);
  }

  /// @throws StepFailure as GitHub words it, when the file is not well formed
  Map<String, String> readState() {
    return pairs(state);
  }

  List<String> readPath() {
    return text(path).lines().filter(line -> !line.isEmpty()).toList();
  }

  /// What the step wrote for people to read, in Markdown.
  ///
  /// @throws StepFailure when it is more than GitHub takes
  String readSummary() {
    try {
      if (!Files.isRegularFile(summary)) {
        return "";
      }
      if (Files.size(summary) > MOST_SUMMARY) {
        throw new StepFailure(
            "$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of %dk, got %dk."
                .formatted(MOST_SUMMARY >> 10, (Files.size(summary) + 1023) >> 10));
      }
      return text(summary);
    } catch (IOException e) {
      throw new StepFailure("it cannot be read: " + e.getMessage());
    }
  }

  /// Reads `name=value` lines and `name<<DELIMITER` blocks.
  private static Map<String, String> pairs(Path file) {
    var values = new LinkedHashMap<String, String>();
    var lines = text(file).split("\n", -1);
    for (var i = 0; i < lines.length; i++) {
      var line = lines[i];
      if (line.isEmpty()) {
        continue;
      }
      var equals = line.indexOf('=');
      var heredoc = line.indexOf("<<");
      if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
        if (equals == 0) {
          throw new StepFailure("Invalid format '%s'. Name must not be empty".formatted(line));
        }
        values.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (heredoc >= 0) {
        if (heredoc == 0 || heredoc + 2 == line.length()) {
          throw new StepFailure(
              "Invalid format '%s'. Name must not be empty and delimiter must not be empty"
                  .formatted(line));
        }
        var end = end(lines, i + 1, line.substring(heredoc + 2));
        values.put(
            line.substring(0, heredoc), String.join("\n", List.of(lines).subList(i + 1, end)));
        i = end;
      } else {
        throw new StepFailure("Invalid format '%s'".formatted(line));
      }
    }
    return values;
  }

  private static int end(String[] lines, int from, String delimiter) {
    for (var i = from; i < lines.length; i++) {
      if (lines[i].equals(delimiter)) {
        return i;
      }
    }
    throw new StepFailure("Invalid value. Matching delimiter not found '%s'".formatted(delimiter));
  }

  /// A step may have removed the file, or put something else in its place.
  private static String text(Path file) {
    try {
      if (!Files.exists(file)) {
        return "";
      }
      if (!Files.isRegularFile(file) || Files.size(file) > MOST) {
        throw new StepFailure("it is no file of at most %d MB".formatted(MOST >> 20));
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StepFailure("it cannot be read: " + e.getMessage());
    }
  }
}

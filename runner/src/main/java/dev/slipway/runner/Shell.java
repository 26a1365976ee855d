package dev.slipway.runner;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How a script is run: GitHub's flags for each shell, from `ScriptHandlerHelpers.cs`.
///
/// @param program where the shell is
/// @param arguments `{0}` stands for the script's file
/// @param kind what the script is written in
record Shell(Path program, List<String> arguments, Kind kind) {
  Shell {
    arguments = List.copyOf(arguments);
  }

  /// What decides how a script's file is named and what stands around it.
  enum Kind {
    SH(".sh"),
    PYTHON(".py"),
    PWSH(".ps1"),
    OTHER("");

    private final String extension;

    Kind(String extension) {
      this.extension = extension;
    }
  }

  /// The shell of a name, or a command of the user's own that holds `{0}`.
  ///
  /// @param name empty when nobody chose one: then bash with the flags of sh, else sh
  /// @param path the PATH of the step
  /// @throws StepFailure when it is not there
  static Shell of(Optional<String> name, String path) {
    if (name.isEmpty()) {
      var bash = find("bash", path);
      return new Shell(
          bash.isPresent() ? bash.get() : require("sh", path), List.of("-e", "{0}"), Kind.SH);
    }
    var words = words(name.get());
    var program = words.isEmpty() ? "" : words.getFirst();
    var arguments = words.size() > 1 ? words.subList(1, words.size()) : flags(program);
    if (arguments.stream().noneMatch(word -> word.contains("{0}"))) {
      throw new StepFailure(
          "Invalid shell option '%s'. Shell must be a valid built-in (bash, sh, cmd, powershell, pwsh, python) or a format string containing '{0}'"
              .formatted(name.get()));
    }
    return new Shell(require(found(program, path), path), arguments, kind(program));
  }

  private static List<String> flags(String program) {
    return switch (program) {
      case "bash" -> List.of("--noprofile", "--norc", "-e", "-o", "pipefail", "{0}");
      case "sh" -> List.of("-e", "{0}");
      case "python" -> List.of("{0}");
      case "pwsh" -> List.of("-command", ". '{0}'");
      case "cmd", "powershell" ->
          throw new StepFailure("shell %s exists on Windows only".formatted(program));
      default -> List.of();
    };
  }

  private static Kind kind(String program) {
    var name = String.valueOf(Path.of(program).getFileName());
    return switch (name) {
      case "bash", "sh" -> Kind.SH;
      case "python", "python3" -> Kind.PYTHON;
      case "pwsh" -> Kind.PWSH;
      default -> Kind.OTHER;
    };
  }

  /// Many machines have Python under its newer name only.
  private static String found(String program, String path) {
    return program.equals("python") && find("python", path).isEmpty() ? "python3" : program;
  }

  private static Path require(String program, String path) {
    return find(program, path)
        .orElseThrow(() -> new StepFailure("%s: command not found".formatted(program)));
  }

  static Optional<Path> find(String program, String path) {
    if (program.contains("/")) {
      return Optional.of(Path.of(program)).filter(Files::isExecutable);
    }
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
        .findFirst();
  }

  /// Cuts at spaces; double quotes hold words together.
  static List<String> words(String command) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    var quoted = false;
    var begun = false;
    for (var c : command.strip().toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
        begun = true;
      } else if (Character.isWhitespace(c) && !quoted) {
        if (begun) {
          words.add(word.toString());
          word.setLength(0);
        }
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }

  /// What the log shows.
  String shown() {
    return program + " " + String.join(" ", arguments);
  }

  String extension() {
    return kind.extension;
  }

  List<String> commandFor(Path script) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    arguments.forEach(word -> command.add(word.replace("{0}", script.toString())));
    return command;
  }

  /// What pwsh gets around a script: stop on errors, and hand the exit code on.
  String wrap(String script) {
    var whole = script.endsWith("\n") ? script : script + "\n";
    return kind == Kind.PWSH
        ? "$ErrorActionPreference = 'stop'\n"
            + whole
            + "if ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }\n"
        : whole;
  }
}

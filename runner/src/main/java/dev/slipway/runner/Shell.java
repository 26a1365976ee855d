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
/// @param command the program and its arguments; `{0}` stands for the script's file
/// @param extension of the script's file
record Shell(List<String> command, String extension) {
  Shell {
    command = List.copyOf(command);
  }

  /// The shell of a name, or a command of the user's own that holds `{0}`.
  ///
  /// @param name empty when nobody chose one: then bash with the flags of sh, else sh
  /// @param path the PATH of the step
  static Shell of(Optional<String> name, String path) {
    if (name.isEmpty()) {
      return find("bash", path).isPresent()
          ? new Shell(List.of("bash", "-e", "{0}"), "sh")
          : new Shell(List.of("sh", "-e", "{0}"), "sh");
    }
    return switch (name.get()) {
      case "bash" ->
          new Shell(List.of("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "{0}"), "sh");
      case "sh" -> new Shell(List.of("sh", "-e", "{0}"), "sh");
      case "python" ->
          new Shell(List.of(find("python", path).isPresent() ? "python" : "python3", "{0}"), "py");
      case "pwsh" -> new Shell(List.of("pwsh", "-command", ". '{0}'"), "ps1");
      case "cmd", "powershell" ->
          throw new StepFailure("shell %s exists on Windows only".formatted(name.get()));
      default -> custom(name.get());
    };
  }

  private static Shell custom(String command) {
    if (!command.contains("{0}")) {
      throw new StepFailure(
          "Invalid shell option '%s'. Shell must be a valid built-in (bash, sh, cmd, powershell, pwsh, python) or a format string containing '{0}'"
              .formatted(command));
    }
    return new Shell(Arrays.asList(command.strip().split("\\s+")), "sh");
  }

  List<String> commandFor(Path script, String path) {
    var arguments = new ArrayList<String>();
    command.forEach(part -> arguments.add(part.replace("{0}", script.toString())));
    var program = arguments.getFirst();
    var found =
        find(program, path)
            .orElseThrow(() -> new StepFailure("%s: command not found".formatted(program)));
    arguments.set(0, found.toString());
    return arguments;
  }

  /// What pwsh gets around a script: stop on errors, and hand the exit code on.
  String wrap(String script) {
    return extension.equals("ps1")
        ? "$ErrorActionPreference = 'stop'\n"
            + script
            + "\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }\n"
        : script;
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
}

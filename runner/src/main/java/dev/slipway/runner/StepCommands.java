package dev.slipway.runner;

import dev.slipway.ci.job.Annotation.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Obeys the workflow commands in the output of one step, and keeps what they said.
final class StepCommands {
  private static final Set<String> NAMES =
      Set.of(
          "add-mask",
          "add-matcher",
          "add-path",
          "debug",
          "echo",
          "endgroup",
          "error",
          "group",
          "notice",
          "remove-matcher",
          "save-state",
          "set-env",
          "set-output",
          "stop-commands",
          "warning");

  /// What is never echoed: it shows itself, or must not be shown.
  private static final Set<String> SILENT =
      Set.of("add-mask", "debug", "error", "notice", "warning", "stop-commands");

  private final StepLog log;
  private final Masker masker;
  private final Mode mode;
  private final Set<String> names = new HashSet<>(NAMES);
  private final Set<String> deprecated = new HashSet<>();
  private final Map<String, String> outputs = new LinkedHashMap<>();
  private final Map<String, String> states = new LinkedHashMap<>();
  private final Map<String, String> env = new LinkedHashMap<>();
  private final List<String> paths = new ArrayList<>();
  private final ProblemMatchers.Reading problems;
  private Optional<String> stopToken = Optional.empty();
  private boolean echo;
  private boolean failed;

  /// @param debug whether the run was asked to tell more
  /// @param unsecure whether `set-env` and `add-path` are let through
  /// @param matchers the job's, which read every line that is no command
  record Mode(boolean debug, boolean unsecure, ProblemMatchers matchers) {}

  StepCommands(StepLog log, Masker masker, Mode mode) {
    this.log = log;
    this.masker = masker;
    this.mode = mode;
    this.echo = mode.debug();
    this.problems = mode.matchers().reading(log);
  }

  Map<String, String> outputs() {
    return outputs;
  }

  Map<String, String> states() {
    return states;
  }

  Map<String, String> env() {
    return env;
  }

  List<String> paths() {
    return paths;
  }

  /// Whether a command could not be obeyed, which fails the step.
  boolean failed() {
    return failed;
  }

  /// Obeys a line that is a command.
  ///
  /// @return false when the line is none, and is to be shown as it is
  boolean obey(String line) {
    var command = OutputCommand.parse(line, names);
    if (command.isEmpty()) {
      return false;
    }
    if (stopToken.isPresent()) {
      return resume(command.get(), line);
    }
    var name = command.get().name();
    if (echo && !SILENT.contains(name)) {
      log.add(line);
    }
    try {
      obey(command.get(), line);
    } catch (StepFailure e) {
      failed = true;
      log.add(
          "##[error]Unable to process command '%s' successfully."
              .formatted(SILENT.contains(name) ? name : line));
      log.add("##[error]" + e.getMessage());
    }
    return true;
  }

  /// The problem that a line tells of, as it is to be shown.
  Optional<String> problem(String line) {
    return problems.read(line);
  }

  private boolean resume(OutputCommand command, String line) {
    if (!command.name().equals(stopToken.orElseThrow())) {
      return false;
    }
    if (!NAMES.contains(command.name())) {
      names.remove(command.name());
    }
    stopToken = Optional.empty();
    log.add(line);
    return true;
  }

  private void obey(OutputCommand command, String line) {
    switch (command.name()) {
      case "add-mask" -> mask(command.text());
      case "add-matcher" -> mode.matchers().add(required(command.text(), "file", "add-matcher"));
      case "add-path" -> {
        checkAllowed("add-path");
        paths.add(required(command.text(), "path", "add-path"));
      }
      case "debug" -> debug(command.text());
      case "echo" -> echo(command.text());
      case "endgroup" -> log.add("##[endgroup]");
      case "error", "notice", "warning" -> {
        log.add("##[%s]%s%s".formatted(command.name(), place(command), command.text()));
        log.annotate(Level.parse(command.name()), command.properties(), command.text());
      }
      case "group" -> log.add("##[group]" + command.text());
      case "save-state" -> {
        states.put(name(command), command.text());
        deprecate("save-state", "GITHUB_STATE");
      }
      case "set-env" -> {
        checkAllowed("set-env");
        setEnv(name(command), command.text());
      }
      case "set-output" -> {
        outputs.put(name(command), command.text());
        deprecate("set-output", "GITHUB_OUTPUT");
      }
      case "stop-commands" -> {
        stopToken = Optional.of(command.text().strip().toLowerCase(Locale.ROOT));
        names.add(stopToken.get());
        log.add(line);
      }
      case "remove-matcher" ->
          mode.matchers()
              .remove(
                  required(
                      command.properties().getOrDefault("owner", ""), "owner", "remove-matcher"));
      default -> {}
    }
  }

  private void mask(String secret) {
    if (secret.isBlank()) {
      log.add("##[warning]Can't add secret mask for empty string in ##[add-mask] command.");
      return;
    }
    masker.add(secret);
    if (echo) {
      log.add("::add-mask::" + Masker.MASK);
    }
  }

  /// A forbidden name is told and skipped, as on GitHub.
  private void setEnv(String name, String value) {
    if (CommandFiles.isForbidden(name)) {
      log.add(
          "##[error]Can't update %s environment variable using ::set-env:: command."
              .formatted(name));
    } else {
      env.put(name, value);
    }
  }

  private void debug(String text) {
    if (mode.debug()) {
      text.lines().forEach(line -> log.add("##[debug]" + line));
    }
  }

  private void echo(String text) {
    echo =
        switch (text.strip().toLowerCase(Locale.ROOT)) {
          case "on" -> true;
          case "off" -> false;
          default ->
              throw new StepFailure(
                  "Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '%s'."
                      .formatted(text));
        };
  }

  private static String name(OutputCommand command) {
    return required(command.properties().getOrDefault("name", ""), "name", command.name());
  }

  private static String required(String value, String field, String command) {
    if (value.isEmpty()) {
      throw new StepFailure(
          "Required field '%s' is missing in ##[%s] command.".formatted(field, command));
    }
    return value;
  }

  private void checkAllowed(String command) {
    if (!mode.unsecure()) {
      throw new StepFailure(
          "The `%s` command is disabled. Please upgrade to using Environment Files or opt into unsecure command execution by setting the `ACTIONS_ALLOW_UNSECURE_COMMANDS` environment variable to `true`."
              .formatted(command));
    }
  }

  private void deprecate(String command, String file) {
    if (deprecated.add(command)) {
      log.add(
          "##[warning]The `%s` command is deprecated; use the %s file.".formatted(command, file));
    }
  }

  private static String place(OutputCommand command) {
    var file = command.properties().get("file");
    if (file == null) {
      return "";
    }
    var line = command.properties().get("line");
    return line == null ? file + ": " : "%s:%s: ".formatted(file, line);
  }
}

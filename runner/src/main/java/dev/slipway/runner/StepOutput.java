package dev.slipway.runner;

import dev.slipway.ci.job.ControlPlane;
import dev.slipway.ci.job.LogEvent;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes a step's output line by line: obeys workflow commands, masks, and sends to the log.
final class StepOutput {
  private final int step;
  private final ControlPlane control;
  private final Masker masker;
  private final InstantSource clock;
  private final Map<String, String> outputs = new LinkedHashMap<>();
  private Optional<String> stopToken = Optional.empty();

  StepOutput(int step, ControlPlane control, Masker masker, InstantSource clock) {
    this.step = step;
    this.control = control;
    this.masker = masker;
    this.clock = clock;
  }

  /// Outputs set by the deprecated `set-output` command.
  Map<String, String> outputs() {
    return outputs;
  }

  /// A line of the runner's own.
  void say(String line) {
    control.log(List.of(new LogEvent.Line(clock.instant(), step, masker.mask(line))));
  }

  /// A line that the step printed.
  void line(String line) {
    if (stopToken.isPresent()) {
      if (line.strip().equals("::" + stopToken.get() + "::")) {
        stopToken = Optional.empty();
      }
      say(line);
      return;
    }
    OutputCommand.parse(line).ifPresentOrElse(command -> obey(command, line), () -> say(line));
  }

  private void obey(OutputCommand command, String line) {
    switch (command.name()) {
      case "add-mask" -> {
        masker.add(command.text());
        say("::add-mask::***");
      }
      case "stop-commands" -> {
        stopToken = Optional.of(command.text());
        say(line);
      }
      case "set-output" -> {
        outputs.put(command.properties().getOrDefault("name", ""), command.text());
        say("##[warning]The `set-output` command is deprecated; use the GITHUB_OUTPUT file.");
      }
      case "group" -> say("##[group]" + command.text());
      case "endgroup" -> say("##[endgroup]");
      case "error", "warning", "notice", "debug" ->
          say("##[%s]%s%s".formatted(command.name(), place(command), command.text()));
      case "save-state", "echo", "add-matcher", "remove-matcher" -> {}
      case "set-env", "add-path" ->
          throw new StepFailure(
              "The `%s` command is disabled. Please upgrade to using Environment Files."
                  .formatted(command.name()));
      default -> say(line);
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

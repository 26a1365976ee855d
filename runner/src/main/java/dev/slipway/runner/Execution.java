package dev.slipway.runner;

import dev.slipway.model.Conclusion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs one process of a step, and takes in what it says: by its exit code, by commands in its
/// output, by files.
final class Execution {
  private final JobSite site;
  private final StepView view;
  private final StepLog log;
  private final Leash leash;

  Execution(Scene scene) {
    this.site = scene.site();
    this.view = scene.view();
    this.log = scene.log();
    this.leash = scene.leash();
  }

  /// Runs a command to its end.
  ///
  /// @param environment all of it
  /// @throws StepFailure when it cannot be started
  Attempt run(
      List<String> command, Path folder, Map<String, String> environment, CommandFiles files) {
    var masker = site.book().masker();
    var commands = new StepCommands(log, masker, mode());
    var output = new StepOutput(log, commands, masker);
    var pulled = leash.pulled();
    var end = pulled.isPresent() ? pulled.get() : run(command, folder, environment, output);
    return conclude(end, commands, files);
  }

  private StepProcess.End run(
      List<String> command, Path folder, Map<String, String> environment, StepOutput output) {
    var process = StepProcess.start(command, folder, environment, site.graces());
    leash.attach(process);
    try {
      return process.await(output);
    } finally {
      leash.release();
    }
  }

  private StepCommands.Mode mode() {
    return new StepCommands.Mode(
        site.debug(),
        view.env().getOrDefault("ACTIONS_ALLOW_UNSECURE_COMMANDS", "").equalsIgnoreCase("true"),
        site.matchers());
  }

  private Attempt conclude(StepProcess.End end, StepCommands commands, CommandFiles files) {
    var outputs = new LinkedHashMap<>(commands.outputs());
    var env = new LinkedHashMap<>(commands.env());
    var paths = new ArrayList<>(commands.paths());
    var states = new LinkedHashMap<>(commands.states());
    var wellFormed = true;
    wellFormed &= read("path", () -> paths.addAll(files.readPath()));
    wellFormed &= read("env", () -> env.putAll(files.readEnv()));
    wellFormed &= read("output", () -> outputs.putAll(files.readOutput()));
    wellFormed &= read("state", () -> states.putAll(files.readState()));
    takeSummary(files);
    var outcome = outcome(end);
    if (outcome == Conclusion.SUCCESS && (!wellFormed || commands.failed())) {
      outcome = Conclusion.FAILURE;
    }
    return new Attempt(outcome, outputs, env, paths, states);
  }

  /// A summary that is too long is not taken, but fails nothing.
  private void takeSummary(CommandFiles files) {
    try {
      var text = files.readSummary();
      if (!text.isBlank()) {
        site.book().summarize(log.step(), text);
      }
    } catch (StepFailure e) {
      log.error(String.valueOf(e.getMessage()));
    }
  }

  private boolean read(String file, Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (StepFailure e) {
      log.error("Unable to process file command '%s' successfully.".formatted(file));
      log.error(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private Conclusion outcome(StepProcess.End end) {
    return switch (end) {
      case StepProcess.End.Exited(var code) -> {
        if (code == 0) {
          yield Conclusion.SUCCESS;
        }
        log.error("Process completed with exit code %d.".formatted(code));
        yield Conclusion.FAILURE;
      }
      case StepProcess.End.TimedOut _ -> Conclusion.FAILURE;
      case StepProcess.End.Cancelled _ -> {
        log.error("The operation was canceled.");
        yield Conclusion.CANCELLED;
      }
    };
  }
}

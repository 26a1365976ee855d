package dev.slipway.runner;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.job.StepResult;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Step.Work;
import dev.slipway.ci.workflow.Template;
import dev.slipway.model.Conclusion;
import dev.slipway.runner.StepProcess.End;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One step, from its `if` to its conclusion. [#cancel] and [#cut] may be called from any thread.
final class StepRun {
  private static final int LONGEST_NAME = 1_000;

  private final JobSite site;
  private final int number;
  private final Step step;
  private final StepView view;
  private final StepLog log;
  private final Leash leash = new Leash();
  private boolean decided;

  StepRun(JobSite site, int number, Step step) {
    this.site = site;
    this.number = number;
    this.step = step;
    this.view = site.view();
    this.log = site.book().step(number);
  }

  /// What the beginning of a step came to.
  private sealed interface Decision {
    record Runs() implements Decision {}

    record Skipped() implements Decision {}

    record Broken(String why) implements Decision {}
  }

  /// Runs the step, or skips it. Never throws for what the step does.
  StepResult run() {
    var started = site.book().now();
    var files = site.commandFiles();
    view.setGithub(github(files));
    var decision = decide();
    var name = decision instanceof Decision.Runs ? shownName() : plainName();
    site.book().started(number, name, started);
    var attempt =
        switch (decision) {
          case Decision.Runs _ -> attempt(files);
          case Decision.Skipped _ -> Attempt.of(Conclusion.SKIPPED);
          case Decision.Broken(var why) -> {
            log.error(why);
            yield Attempt.of(Conclusion.FAILURE);
          }
        };
    var conclusion =
        attempt.outcome() == Conclusion.FAILURE && continuesOnError()
            ? Conclusion.SUCCESS
            : attempt.outcome();
    site.state().addEnv(attempt.env());
    site.state().addPaths(attempt.paths());
    site.state().endStep(step.id(), attempt.outcome(), conclusion, attempt.outputs());
    var ended = site.book().now();
    site.book().ended(number, attempt.outcome(), conclusion, ended);
    return new StepResult(number, name, attempt.outcome(), conclusion, started, ended);
  }

  private Map<String, String> github(CommandFiles files) {
    return Map.of(
        "action", step.id().orElse(number == 1 ? "__run" : "__run_" + number),
        "env", files.env().toString(),
        "output", files.output().toString(),
        "path", files.path().toString(),
        "state", files.state().toString(),
        "step_summary", files.summary().toString());
  }

  private synchronized Decision decide() {
    decided = true;
    try {
      view.setEnv(view.texts(step.env()));
      return view.holds(step.condition()) ? new Decision.Runs() : new Decision.Skipped();
    } catch (ExpressionException | StepFailure e) {
      return new Decision.Broken(String.valueOf(e.getMessage()));
    }
  }

  private Attempt attempt(CommandFiles files) {
    var limit = limit();
    var alarm = limit.map(time -> Alarm.in(time, () -> leash.pull(new End.TimedOut())));
    try {
      return work(files);
    } catch (StepFailure | ExpressionException e) {
      log.error(String.valueOf(e.getMessage()));
      return Attempt.of(Conclusion.FAILURE);
    } catch (RuntimeException e) {
      // Whatever a step stumbles over, the job goes on and says so.
      log.error("The step failed: " + e);
      return Attempt.of(Conclusion.FAILURE);
    } finally {
      alarm.ifPresent(Alarm::off);
      if (leash.pulled().orElse(new End.Cancelled()) instanceof End.TimedOut) {
        log.error(
            "The action '%s' has timed out after %s minutes."
                .formatted(shownName(), Minutes.shown(limit.orElse(Duration.ZERO))));
      }
    }
  }

  private Attempt work(CommandFiles files) {
    return switch (step.work()) {
      case Work.Run run -> new ScriptStep(site, view, log, leash).run(run, files);
      case Work.Uses(var action, var with, _) -> {
        log.say("Run " + action + " (built in)");
        yield new Checkout(site, view, log).run(view.texts(with));
      }
      case Work.Wait _, Work.WaitAll _, Work.Cancel _ ->
          throw new StepFailure("background steps are not supported yet");
    };
  }

  private boolean continuesOnError() {
    try {
      return step.continueOnError().map(view::text).orElse("").equals("true");
    } catch (ExpressionException | StepFailure e) {
      log.error(
          "The step failed and an error occurred when attempting to determine whether to continue on error.");
      log.error(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /// A limit that cannot be computed is told and not kept, as on GitHub.
  private Optional<Duration> limit() {
    try {
      return step.timeoutMinutes()
          .map(text -> Minutes.of(view.text(text), "timeout-minutes of the step"))
          .filter(Duration::isPositive);
    } catch (StepFailure | ExpressionException e) {
      log.error("An error occurred when attempting to determine the step timeout.");
      log.error(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private String shownName() {
    try {
      return step.name()
          .map(view::text)
          .filter(name -> !name.isBlank())
          .map(this::shown)
          .orElseGet(this::plainName);
    } catch (ExpressionException | StepFailure _) {
      return plainName();
    }
  }

  private String shown(String name) {
    var masked = site.book().masker().mask(name.replaceAll("\\R", " ").strip());
    return masked.length() > LONGEST_NAME ? masked.substring(0, LONGEST_NAME) : masked;
  }

  /// The name as it is known before anything is computed.
  private String plainName() {
    return shown(
        step.name()
            .filter(name -> !name.hasExpression())
            .map(Template::text)
            .orElseGet(() ->
                switch (step.work()) {
                  case Work.Run run -> "Run " + firstLine(run);
                  case Work.Uses(var action, _, _) -> "Run " + action;
                  case Work.Wait _ -> "Wait";
                  case Work.WaitAll _ -> "Wait for all";
                  case Work.Cancel _ -> "Cancel";
                }));
  }

  private static String firstLine(Work.Run run) {
    return run.script().text().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  /// Stops the step, unless its `if` still holds now that the job is cancelled. A step that has not
  /// decided yet will see that by itself.
  synchronized void cancel() {
    if (decided && !goesOn()) {
      leash.pull(new End.Cancelled());
    }
  }

  private boolean goesOn() {
    try {
      return step.condition().isPresent() && view.holds(step.condition());
    } catch (ExpressionException | StepFailure _) {
      return false;
    }
  }

  /// Ends the step at once.
  void cut() {
    leash.cut();
  }
}

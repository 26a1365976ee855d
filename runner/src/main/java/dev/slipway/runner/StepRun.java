package dev.slipway.runner;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Step.Work;
import dev.slipway.ci.workflow.Template;
import dev.slipway.model.Conclusion;
import dev.slipway.runner.StepProcess.End;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One step, from its `if` to its conclusion: a step of the job, or of an action inside one.
/// [#cancel] and [#kill] may be called from any thread.
final class StepRun implements Leash.Held {
  private static final int LONGEST_NAME = 1_000;

  private final Scene scene;
  private final Doing doing;
  private Optional<Decision> decision = Optional.empty();
  private Optional<CommandFiles> files = Optional.empty();

  /// What a step does once it runs.
  interface Doing {
    /// @throws StepFailure when it cannot
    Attempt attempt(Scene scene, CommandFiles files);
  }

  StepRun(JobSite site, Step step, StepLog log, Doing doing) {
    this.scene = new Scene(site, step, site.view(), log, new Leash());
    this.doing = doing;
  }

  /// What the beginning of a step came to.
  private sealed interface Decision {
    record Runs() implements Decision {}

    record Skipped() implements Decision {}

    record Broken(String why) implements Decision {}
  }

  /// A step that is over. Later steps know nothing of it before it is settled.
  record Ended(Step step, String name, Attempt attempt, Conclusion conclusion) {
    Conclusion outcome() {
      return attempt.outcome();
    }

    void settle(JobState state) {
      state.addEnv(attempt.env());
      state.addPaths(attempt.paths());
      state.endStep(step.id(), outcome(), conclusion, attempt.outputs());
    }
  }

  Step step() {
    return scene.step();
  }

  /// Looks whether the step runs, as things stand now.
  synchronized void decide() {
    if (decision.isEmpty()) {
      var made = scene.site().commandFiles();
      files = Optional.of(made);
      scene.view().setGithub(github(made));
      decision = Optional.of(decision());
    }
  }

  private Map<String, String> github(CommandFiles made) {
    return Map.of(
        "action", step().key(),
        "env", made.env().toString(),
        "output", made.output().toString(),
        "path", made.path().toString(),
        "state", made.state().toString(),
        "step_summary", made.summary().toString());
  }

  private Decision decision() {
    var view = scene.view();
    try {
      view.setEnv(view.texts(step().env()));
      return view.holds(step().condition()) ? new Decision.Runs() : new Decision.Skipped();
    } catch (ExpressionException | StepFailure e) {
      return new Decision.Broken(String.valueOf(e.getMessage()));
    }
  }

  /// Runs the step, or skips it. Never throws for what the step does.
  ///
  /// @param begins hears the step's name before it does anything
  Ended run(Consumer<String> begins) {
    decide();
    var decided = decision.orElseThrow();
    var name = decided instanceof Decision.Runs ? shownName() : plainName();
    begins.accept(name);
    var attempt =
        switch (decided) {
          case Decision.Runs _ -> attempt(files.orElseThrow());
          case Decision.Skipped _ -> Attempt.of(Conclusion.SKIPPED);
          case Decision.Broken(var why) -> {
            scene.log().error(why);
            yield Attempt.of(Conclusion.FAILURE);
          }
        };
    var conclusion =
        attempt.outcome() == Conclusion.FAILURE && continuesOnError()
            ? Conclusion.SUCCESS
            : attempt.outcome();
    return new Ended(step(), name, attempt, conclusion);
  }

  private Attempt attempt(CommandFiles made) {
    var log = scene.log();
    var limit = limit();
    var alarm = limit.map(time -> Alarm.in(time, () -> scene.leash().pull(new End.TimedOut())));
    try {
      return doing.attempt(scene, made);
    } catch (StepFailure | ExpressionException e) {
      log.error(String.valueOf(e.getMessage()));
      return Attempt.of(Conclusion.FAILURE);
    } catch (RuntimeException e) {
      // Whatever a step stumbles over, the job goes on and says so.
      log.error("The step failed: " + e);
      return Attempt.of(Conclusion.FAILURE);
    } finally {
      alarm.ifPresent(Alarm::off);
      if (limit.isPresent()
          && scene.leash().pulled().orElse(new End.Cancelled()) instanceof End.TimedOut) {
        log.error(
            "The action '%s' has timed out after %s minutes."
                .formatted(shownName(), Minutes.shown(limit.get())));
      }
    }
  }

  private boolean continuesOnError() {
    try {
      return step().continueOnError().map(scene.view()::text).orElse("").equals("true");
    } catch (ExpressionException | StepFailure e) {
      scene
          .log()
          .error(
              "The step failed and an error occurred when attempting to determine whether to continue on error.");
      scene.log().error(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /// A limit that cannot be computed is told and not kept, as on GitHub.
  private Optional<Duration> limit() {
    try {
      return step()
          .timeoutMinutes()
          .map(text -> Minutes.of(scene.view().text(text), "timeout-minutes of the step"))
          .filter(Duration::isPositive);
    } catch (StepFailure | ExpressionException e) {
      scene.log().error("An error occurred when attempting to determine the step timeout.");
      scene.log().error(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private String shownName() {
    try {
      return step()
          .name()
          .map(scene.view()::text)
          .filter(name -> !name.isBlank())
          .map(this::shown)
          .orElseGet(this::plainName);
    } catch (ExpressionException | StepFailure _) {
      return plainName();
    }
  }

  private String shown(String name) {
    var masked = scene.site().book().masker().mask(name.replaceAll("\\R", " ").strip());
    return masked.length() > LONGEST_NAME ? masked.substring(0, LONGEST_NAME) : masked;
  }

  /// The name as it is known before anything is computed.
  private String plainName() {
    return shown(
        step()
            .name()
            .filter(name -> !name.hasExpression())
            .map(Template::text)
            .orElseGet(() -> nameOf(step().work())));
  }

  /// What a step is called that has no name.
  static String nameOf(Work work) {
    return switch (work) {
      case Work.Run run -> "Run " + firstLine(run);
      case Work.Uses(var action, _, _) -> "Run " + action;
      case Work.Wait(var steps) -> {
        var named = steps.stream().noneMatch(key -> key.startsWith("__"));
        yield named
            ? "Wait for " + String.join(", ", steps)
            : "Wait for %d steps".formatted(steps.size());
      }
      case Work.WaitAll _ -> "Wait for all";
      case Work.Cancel(var one) -> "Cancel " + one;
    };
  }

  private static String firstLine(Work.Run run) {
    return run.script().text().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  /// Stops the step, unless its `if` still holds now that the job is cancelled. A step that has not
  /// decided yet will see that by itself.
  synchronized void cancel() {
    if (decision.isPresent() && !goesOn()) {
      scene.leash().pull(new End.Cancelled());
    }
  }

  /// Stops the step itself, whatever its `if` says.
  void end() {
    scene.leash().pull(new End.Cancelled());
  }

  private boolean goesOn() {
    try {
      return step().condition().isPresent() && scene.view().holds(step().condition());
    } catch (ExpressionException | StepFailure _) {
      return false;
    }
  }

  /// A cancelled job asks each step whether it goes on; a time that is up asks nobody.
  @Override
  public void stop(End why) {
    switch (why) {
      case End.Cancelled _ -> cancel();
      case End.TimedOut _, End.Exited _ -> scene.leash().pull(why);
    }
  }

  /// Ends the step at once.
  @Override
  public void kill() {
    scene.leash().cut();
  }
}

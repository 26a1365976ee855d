package dev.slipway.runner;

import dev.slipway.ci.job.StepResult;
import dev.slipway.ci.workflow.Step;
import java.time.Instant;

/// A step of the job: it has a number, its own part of the log, and a result.
final class NumberedStep {
  private final JobSite site;
  private final int number;
  private final StepRun run;

  NumberedStep(JobSite site, int number, Step step, StepRun.Doing doing) {
    this.site = site;
    this.number = number;
    this.run = new StepRun(site, step, site.book().step(number), doing);
  }

  /// How it went, for other steps and for the platform.
  record Done(StepRun.Ended ended, StepResult result) {}

  String key() {
    return run.step().key();
  }

  /// Looks whether it runs, as things stand now.
  void decide() {
    run.decide();
  }

  /// Runs it to its end, and lets later steps know.
  StepResult run() {
    var started = site.book().now();
    var ended = run.run(name -> site.book().started(number, name, started));
    ended.settle(site.state());
    return told(ended, started);
  }

  /// Runs it to its end; later steps know nothing of it until it is settled.
  Done runAside() {
    var started = site.book().now();
    var ended = run.run(name -> site.book().started(number, name, started));
    return new Done(ended, told(ended, started));
  }

  private StepResult told(StepRun.Ended ended, Instant started) {
    var now = site.book().now();
    site.book().ended(number, ended.outcome(), ended.conclusion(), now);
    return new StepResult(number, ended.name(), ended.outcome(), ended.conclusion(), started, now);
  }

  /// The job is cancelled: the step ends unless its `if` still holds.
  void cancel() {
    run.cancel();
  }

  /// The step itself is cancelled.
  void end() {
    run.end();
  }

  void cut() {
    run.kill();
  }
}

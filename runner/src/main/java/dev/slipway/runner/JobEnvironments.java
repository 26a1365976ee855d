package dev.slipway.runner;

import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.JobEnvironment;
import dev.slipway.model.Json;

/// What a job deployed to, once it has.
final class JobEnvironments {
  private JobEnvironments() {}

  /// Tells the log the environment's name and address.
  static void show(JobSite site, Job job, StepLog log) {
    job.own().environment().ifPresent(environment -> show(site, environment, log));
  }

  private static void show(JobSite site, JobEnvironment environment, StepLog log) {
    var view = site.view();
    var name = Templates.evaluate(environment.name().text(), view);
    var whole = name instanceof Json.Obj mapping ? mapping : Json.Obj.EMPTY;
    var shown = whole.string("name").orElseGet(() -> Templates.text(name));
    if (shown.isEmpty()) {
      return;
    }
    var url = environment.url().map(view::text).or(() -> whole.string("url"));
    log.say("Environment %s%s".formatted(shown, url.map(": "::concat).orElse("")));
  }
}

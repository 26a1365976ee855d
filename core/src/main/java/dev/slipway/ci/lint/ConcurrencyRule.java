package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Concurrency;
import dev.slipway.ci.workflow.Template;
import java.util.Optional;

/// Finds jobs that wait for the group their own run holds; GitHub cancels such a run.
final class ConcurrencyRule implements Rule {
  private static final String NAME = "concurrency-deadlock";

  @Override
  public void check(Subject subject, Report report) {
    var run = subject.workflow().concurrency().flatMap(ConcurrencyRule::known);
    if (run.isEmpty()) {
      return;
    }
    var group = run.get();
    subject
        .workflow()
        .jobs()
        .forEach((id, job) ->
            job.concurrency()
                .flatMap(ConcurrencyRule::known)
                .filter(own -> own.text().equals(group.text()))
                .ifPresent(own -> {
                  report.warning(
                      NAME,
                      group.at(),
                      "Concurrency group '%s' is also used by job '%s'. This will cause a deadlock."
                          .formatted(group.text(), id));
                  report.warning(
                      NAME,
                      own.at(),
                      "Concurrency group '%s' is also defined at the workflow level. This will cause"
                              .formatted(own.text())
                          + " a deadlock.");
                }));
  }

  private static Optional<Template> known(Concurrency concurrency) {
    return Optional.of(concurrency.group()).filter(group -> !group.hasExpression());
  }
}

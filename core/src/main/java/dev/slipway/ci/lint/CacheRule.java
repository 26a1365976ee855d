package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.CacheMode;
import dev.slipway.ci.workflow.Trigger;
import java.util.Set;

/// Finds jobs that strangers can start and that may store caches, which trusted runs then restore.
final class CacheRule implements Rule {
  private static final Set<String> FOR_STRANGERS =
      Set.of("pull_request_target", "issue_comment", "workflow_run");

  @Override
  public void check(Subject subject, Report report) {
    var workflow = subject.workflow();
    var event =
        workflow.triggers().stream()
            .map(Trigger::event)
            .filter(FOR_STRANGERS::contains)
            .findFirst();
    if (event.isEmpty()) {
      return;
    }
    for (var job : workflow.jobs().values()) {
      job.cacheMode()
          .or(workflow::cacheMode)
          .filter(CacheMode::saves)
          .ifPresent(mode ->
              report.warning(
                  "cache-mode",
                  job.at(),
                  "Strangers can start this job with '%s', and with cache mode '%s' leave caches that"
                          .formatted(event.get(), mode.word())
                      + " trusted runs restore"));
    }
  }
}

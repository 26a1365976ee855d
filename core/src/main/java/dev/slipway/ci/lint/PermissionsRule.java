package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Trigger;

/// Asks workflows to say what their token may do.
final class PermissionsRule implements Rule {
  @Override
  public void check(Subject subject, Report report) {
    var workflow = subject.workflow();
    if (workflow.permissions().isPresent() || isOnlyCalled(subject)) {
      return;
    }
    workflow.jobs().values().stream()
        .filter(job -> job.permissions().isEmpty())
        .findFirst()
        .map(Job::at)
        .ifPresent(at ->
            report.info(
                "missing-permissions",
                at,
                "Neither the workflow nor this job says what the token may do; name the permissions"
                    + " it needs, or 'permissions: {}'"));
  }

  /// Its callers say what it may do.
  private static boolean isOnlyCalled(Subject subject) {
    return subject.workflow().triggers().stream().allMatch(Trigger.WorkflowCall.class::isInstance);
  }
}

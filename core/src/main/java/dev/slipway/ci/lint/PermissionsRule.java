package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Job;

/// Asks workflows to say what their token may do.
final class PermissionsRule implements Rule {
  @Override
  public void check(Subject subject, Report report) {
    var workflow = subject.workflow();
    var jobs = workflow.jobs().values();
    if (workflow.permissions().isPresent()) {
      return;
    }
    jobs.stream()
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
}

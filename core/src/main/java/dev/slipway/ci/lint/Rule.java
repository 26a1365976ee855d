package dev.slipway.ci.lint;

/// One thing to look for in valid workflows. A rule tells what is unwise; what GitHub refuses the
/// reader has refused already.
interface Rule {
  /// Looks at a workflow and reports.
  void check(Subject subject, Report report);
}

package dev.slipway.runner;

import dev.slipway.ci.workflow.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where one step acts: in its job, with what it sees, tells and is held by.
record Scene(JobSite site, Step step, StepView view, StepLog log, Leash leash) {
  /// The whole environment of a process of this step.
  Map<String, String> environment(CommandFiles files) {
    return site.environment(view, files);
  }

  /// The keys of the steps around this one, and its own.
  List<String> path() {
    var path = new ArrayList<>(site.nesting().path());
    path.add(step.key());
    return path;
  }
}

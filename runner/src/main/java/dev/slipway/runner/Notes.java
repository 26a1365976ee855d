package dev.slipway.runner;

import dev.slipway.ci.job.Annotation;
import dev.slipway.ci.job.JobReport;
import dev.slipway.ci.job.JobReport.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the steps of a job say to people beside their log, as it comes; background steps say it at
/// the same time. A step that floods it is not kept in memory.
final class Notes {
  private final List<Annotation> annotations = new ArrayList<>();
  private final Map<Kind, Integer> counts = new HashMap<>();
  private final List<Summary> summaries = new ArrayList<>();

  private record Kind(int step, Annotation.Level level) {}

  synchronized void add(Annotation annotation) {
    var kind = new Kind(annotation.step(), annotation.level());
    if (counts.merge(kind, 1, Integer::sum) <= JobReport.MOST_OF_A_LEVEL) {
      annotations.add(annotation);
    }
  }

  /// Adds to what a step has said: a step of an action speaks for the step that uses the action.
  synchronized void summarize(int step, String text) {
    if (!summaries.isEmpty() && summaries.getLast().step() == step) {
      var before = summaries.removeLast().text();
      summaries.add(new Summary(step, before + "\n" + text));
    } else {
      summaries.add(new Summary(step, text));
    }
  }

  synchronized JobReport report() {
    return JobReport.of(annotations, summaries);
  }
}

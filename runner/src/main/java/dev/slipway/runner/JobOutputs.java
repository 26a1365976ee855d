package dev.slipway.runner;

import dev.slipway.ci.workflow.Job;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a job hands to those that need it.
final class JobOutputs {
  /// GitHub's limit for all outputs of a job together, in UTF-16, which has two bytes a unit.
  private static final int MOST_BYTES = 1_048_576;

  private JobOutputs() {}

  /// @throws StepFailure when they are too large, naming the job
  static Map<String, String> of(JobSite site, Job job, StepLog log) {
    var outputs = new LinkedHashMap<String, String>();
    var masker = site.book().masker();
    site.view()
        .texts(job.outputs())
        .forEach((name, value) -> {
          if (masker.hides(value)) {
            log.warn("Skip output '%s' since it may contain secret.".formatted(name));
          } else {
            outputs.put(name, value);
          }
        });
    var size = outputs.values().stream().mapToLong(value -> 2L * value.length()).sum();
    if (size > MOST_BYTES) {
      throw new StepFailure(
          "The outputs of job %s have %d bytes in UTF-16; at most %d are allowed"
              .formatted(site.assignment().key(), size, MOST_BYTES));
    }
    return outputs;
  }
}

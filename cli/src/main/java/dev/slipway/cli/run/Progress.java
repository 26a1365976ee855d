package dev.slipway.cli.run;

import dev.slipway.ci.job.JobReport;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunJob;

/// Shows runs to somebody. Calls come one at a time and in order.
interface Progress extends AutoCloseable {
  void runStarted(Run run);

  void jobStarted(Run run, RunJob job);

  void log(Run run, RunJob job, LogEvent event);

  /// What the job said to people beside its log.
  void jobReported(Run run, RunJob job, JobReport report);

  /// @param job over; its state tells how
  void jobCompleted(Run run, RunJob job);

  void runCompleted(Run run);

  /// Ctrl-C was pressed.
  void cancelling();

  @Override
  void close();
}

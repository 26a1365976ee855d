package dev.slipway.cli.run;

import dev.slipway.ci.job.JobReport;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunJob;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.Terminal.Color;

/// Lines for logs and pipes: each step's output behind its job's name.
final class PlainProgress implements Progress {
  private final Terminal terminal;
  private final Story story;

  PlainProgress(Terminal terminal) {
    this.terminal = terminal;
    this.story = new Story(terminal);
  }

  @Override
  public synchronized void runStarted(Run run) {
    say(story.title(run));
  }

  @Override
  public synchronized void jobStarted(Run run, RunJob job) {
    story.started(job);
  }

  @Override
  public synchronized void log(Run run, RunJob job, LogEvent event) {
    story.hear(job, event).ifPresent(line -> say(prefix(job) + line));
  }

  @Override
  public synchronized void jobReported(Run run, RunJob job, JobReport report) {
    story.reported(job, report);
  }

  @Override
  public synchronized void jobCompleted(Run run, RunJob job) {
    say(prefix(job) + story.ended(job));
  }

  @Override
  public synchronized void runCompleted(Run run) {
    story.summary(run).forEach(this::say);
  }

  @Override
  public synchronized void cancelling() {
    say(terminal.paint(Color.YELLOW, "Cancelling; once more ends it at once"));
  }

  private String prefix(RunJob job) {
    return terminal.paint(Color.CYAN, "[" + job.name() + "]") + " ";
  }

  private void say(String line) {
    terminal.out().println(line);
  }

  @Override
  public void close() {
    terminal.out().flush();
  }
}

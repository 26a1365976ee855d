package dev.slipway.cli.run;

import dev.slipway.ci.job.JobReport;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunJob;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.Terminal.Color;
import dev.slipway.model.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// For somebody who watches: a line with a spinner per running job, finished jobs above.
final class LiveProgress implements Progress {
  private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final Duration FRAME = Duration.ofMillis(100);
  private static final int MOST_LINES = 20;

  private final Terminal terminal;
  private final Story story;
  private final int width;
  private final Map<JobKey, Live> running = new LinkedHashMap<>();
  private final Thread painter;
  private int drawn;
  private int frame;

  private record Live(RunJob job, Instant since) {}

  LiveProgress(Terminal terminal) {
    this.terminal = terminal;
    this.story = new Story(terminal);
    this.width = terminal.width();
    this.painter = Thread.ofVirtual().start(this::paint);
  }

  private void paint() {
    try {
      while (true) {
        Thread.sleep(FRAME);
        redraw("");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Wipes the live lines, writes what stays, draws the live lines again: one write, no flicker.
  private synchronized void redraw(String staying) {
    var text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append("A\r\u001b[J");
    }
    text.append(staying);
    var lines = new ArrayList<String>();
    frame++;
    var spin = SPINNER.charAt(frame % SPINNER.length());
    for (var live : running.values()) {
      if (lines.size() == MOST_LINES) {
        lines.add("  … and %d more".formatted(running.size() - MOST_LINES));
        break;
      }
      var line =
          "%s %s  %s  %s"
              .formatted(
                  spin,
                  live.job().name(),
                  Words.time(Duration.between(live.since(), Instant.now())),
                  story.step(live.job()));
      lines.add(line.length() < width ? line : line.substring(0, width - 2) + "…");
    }
    lines.forEach(line -> text.append(line).append('\n'));
    drawn = lines.size();
    if (!text.isEmpty()) {
      terminal.out().print(text);
      terminal.out().flush();
    }
  }

  @Override
  public synchronized void runStarted(Run run) {
    redraw(story.title(run) + "\n");
  }

  @Override
  public synchronized void jobStarted(Run run, RunJob job) {
    story.started(job);
    running.put(job.key(), new Live(job, Instant.now()));
    redraw("");
  }

  @Override
  public synchronized void log(Run run, RunJob job, LogEvent event) {
    var _ = story.hear(job, event);
  }

  @Override
  public synchronized void jobReported(Run run, RunJob job, JobReport report) {
    story.reported(job, report);
  }

  @Override
  public synchronized void jobCompleted(Run run, RunJob job) {
    running.remove(job.key());
    redraw("%s  %s\n".formatted(job.name(), story.ended(job)));
  }

  @Override
  public synchronized void runCompleted(Run run) {
    redraw(String.join("\n", story.summary(run)) + "\n");
  }

  @Override
  public synchronized void cancelling() {
    redraw(terminal.paint(Color.YELLOW, "Cancelling; Ctrl-C once more ends it at once") + "\n");
  }

  @Override
  public void close() {
    painter.interrupt();
  }
}

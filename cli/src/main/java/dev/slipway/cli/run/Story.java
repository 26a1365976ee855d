package dev.slipway.cli.run;

import dev.slipway.ci.job.JobReport;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.ci.plan.Event;
import dev.slipway.ci.run.JobState;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunJob;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.Terminal.Color;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What both forms of progress for people tell: titles, steps, results, and at the end how each job
/// went with the last lines of what failed. Not safe for several threads.
final class Story {
  private static final int KEPT_LINES = 15;

  private final Terminal terminal;
  private final Map<JobKey, Chapter> chapters = new HashMap<>();

  Story(Terminal terminal) {
    this.terminal = terminal;
  }

  /// One job's steps that run now; several when some are in the background.
  private static final class Chapter {
    private String step = "";
    private final Map<Integer, Page> pages = new TreeMap<>();
    private JobReport report = JobReport.EMPTY;
    private Optional<String> failedStep = Optional.empty();
    private List<String> failedLines = List.of();

    private Page page(int number) {
      return pages.computeIfAbsent(number, _ -> new Page("", Instant.EPOCH, true));
    }
  }

  /// One step.
  private static final class Page {
    private final String step;
    private final Instant started;
    private final boolean isQuiet;
    private final Deque<String> lines = new ArrayDeque<>();

    Page(String step, Instant started, boolean isQuiet) {
      this.step = step;
      this.started = started;
      this.isQuiet = isQuiet;
    }

    private void add(String line) {
      if (lines.size() == KEPT_LINES) {
        lines.removeFirst();
      }
      lines.add(line);
    }
  }

  String title(Run run) {
    var about = run.about();
    return "%s %s"
        .formatted(
            terminal.paint(Color.BOLD, "▶ " + about.workflowName()),
            terminal.paint(
                Color.DIM,
                "%s on %s at %s, %d job(s)"
                    .formatted(
                        about.event(),
                        Event.shortRef(about.ref()),
                        about.sha().substring(0, 7),
                        run.jobs().size())));
  }

  void started(RunJob job) {
    chapters.put(job.key(), new Chapter());
  }

  void reported(RunJob job, JobReport report) {
    chapters.computeIfAbsent(job.key(), _ -> new Chapter()).report = report;
  }

  /// @return the line to show, if any; the frame steps show only their errors
  Optional<String> hear(RunJob job, LogEvent event) {
    var chapter = chapters.computeIfAbsent(job.key(), _ -> new Chapter());
    return switch (event) {
      case LogEvent.StepStarted(var time, var number, var name) -> {
        chapter.step = name;
        var isQuiet = number == 0 || name.equals("Complete job");
        chapter.pages.put(number, new Page(name, time, isQuiet));
        yield isQuiet ? Optional.empty() : Optional.of(terminal.paint(Color.BOLD, "▸ " + name));
      }
      case LogEvent.Line(_, var number, var text) -> {
        var page = chapter.page(number);
        page.add(text);
        var isShown = !page.isQuiet || text.startsWith("##[error]");
        yield isShown && !text.equals("##[endgroup]")
            ? Optional.of("  " + beside(chapter, page) + Words.line(terminal, text))
            : Optional.empty();
      }
      case LogEvent.StepEnded(var time, var number, var outcome, var conclusion) -> {
        var page = chapter.page(number);
        chapter.pages.remove(number);
        if (conclusion == Conclusion.FAILURE && chapter.failedStep.isEmpty()) {
          chapter.failedStep = Optional.of(page.step);
          chapter.failedLines = List.copyOf(page.lines);
        }
        yield page.isQuiet
            ? Optional.empty()
            : Optional.of(stepEnd(page, time, outcome, conclusion));
      }
    };
  }

  /// Which step says it, where several speak at once.
  private String beside(Chapter chapter, Page page) {
    return chapter.pages.size() > 1 && !page.isQuiet
        ? terminal.paint(Color.DIM, page.step + " │ ")
        : "";
  }

  private String stepEnd(Page page, Instant time, Conclusion outcome, Conclusion conclusion) {
    var tolerated = outcome != conclusion ? " (failed, continues on error)" : "";
    return "%s %s%s %s"
        .formatted(
            Words.mark(terminal, outcome),
            page.step,
            tolerated,
            terminal.paint(Color.DIM, Words.time(Duration.between(page.started, time))));
  }

  /// What a job does now.
  String step(RunJob job) {
    var chapter = chapters.get(job.key());
    return chapter == null ? "" : chapter.step;
  }

  /// One line about a job that is over.
  String ended(RunJob job) {
    if (!(job.state() instanceof JobState.Finished finished)) {
      return "";
    }
    var time =
        finished
            .startedAt()
            .map(start -> " " + Words.time(Duration.between(start, finished.completedAt())))
            .orElse("");
    var reason =
        finished
            .reason()
            .map(why ->
                finished.conclusion() == Conclusion.SKIPPED
                    ? " " + terminal.paint(Color.YELLOW, "skipped: " + why)
                    : ": " + why)
            .orElse("");
    var word = finished.conclusion() == Conclusion.SKIPPED ? "" : finished.conclusion().word();
    return Words.mark(terminal, finished.conclusion())
        + (word.isEmpty() ? "" : " " + word)
        + terminal.paint(Color.DIM, time)
        + reason;
  }

  List<String> summary(Run run) {
    var lines = new ArrayList<String>();
    lines.add("");
    var conclusion = run.conclusion().orElse(Conclusion.FAILURE);
    var width = run.jobs().values().stream().mapToInt(job -> job.name().length()).max().orElse(0);
    for (var job : run.jobs().values()) {
      var mark = job.conclusion().map(end -> Words.mark(terminal, end)).orElse(" ");
      var about = ended(job).substring(mark.length());
      lines.add(
          "  %s %s%s%s"
              .formatted(mark, job.name(), " ".repeat(width - job.name().length() + 1), about));
      failure(job).forEach(line -> lines.add("      " + line));
      written(job).forEach(line -> lines.add("      " + line));
    }
    var took =
        run.startedAt()
            .flatMap(
                start -> run.completedAt().map(end -> Words.time(Duration.between(start, end))))
            .orElse("");
    lines.add(
        "%s %s: %s %s"
            .formatted(
                Words.mark(terminal, conclusion),
                terminal.paint(Color.BOLD, run.about().workflowName()),
                conclusion.word(),
                terminal.paint(Color.DIM, took)));
    return lines;
  }

  /// The summaries that its steps wrote.
  private List<String> written(RunJob job) {
    var chapter = chapters.get(job.key());
    return chapter == null
        ? List.of()
        : chapter.report.summaries().stream()
            .flatMap(summary -> summary.text().lines())
            .map(line -> Words.line(terminal, line))
            .toList();
  }

  private List<String> failure(RunJob job) {
    var chapter = chapters.get(job.key());
    if (chapter == null
        || chapter.failedStep.isEmpty()
        || job.conclusion().orElse(Conclusion.SUCCESS) != Conclusion.FAILURE) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add(terminal.paint(Color.RED, "in step " + chapter.failedStep.get() + ":"));
    chapter.failedLines.forEach(line -> lines.add("  " + Words.line(terminal, line)));
    return lines;
  }
}

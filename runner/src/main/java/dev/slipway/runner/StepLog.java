package dev.slipway.runner;

import dev.slipway.ci.job.Annotation;
import dev.slipway.ci.job.Annotation.Level;
import dev.slipway.ci.job.ControlPlane;
import dev.slipway.ci.job.LogEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The log of one step: masked, in lines that fit a chunk, sent one by one or gathered.
///
/// For one thread at a time.
final class StepLog {
  /// With every character escaped this is less than half a megabyte of JSON.
  private static final int LONGEST = 64 * 1024;

  private final int step;
  private final ControlPlane control;
  private final Masker masker;
  private final InstantSource clock;
  private final Notes notes;
  private final List<LogEvent> gathered = new ArrayList<>();
  private Instant time = Instant.EPOCH;

  StepLog(int step, ControlPlane control, Masker masker, InstantSource clock, Notes notes) {
    this.step = step;
    this.control = control;
    this.masker = masker;
    this.clock = clock;
    this.notes = notes;
  }

  /// A line of the runner's own, sent at once.
  void say(String text) {
    add(text);
    send();
  }

  void error(String text) {
    say("##[error]" + text);
    annotate(Annotation.of(Level.ERROR, step, text));
  }

  void warn(String text) {
    say("##[warning]" + text);
    annotate(Annotation.of(Level.WARNING, step, text));
  }

  int step() {
    return step;
  }

  /// Says beside the log what a command or a matcher found.
  ///
  /// @param told `file`, `line`, `endLine`, `col` or `column`, `endColumn`, `title`; a number that
  ///   is none is left out
  void annotate(Level level, Map<String, String> told, String message) {
    annotate(
        new Annotation(
            level,
            step,
            message,
            text(told, "title"),
            text(told, "file"),
            number(told, "line"),
            number(told, "endLine"),
            number(told, "col").or(() -> number(told, "column")),
            number(told, "endColumn")));
  }

  private void annotate(Annotation annotation) {
    notes.add(annotation.masked(masker::mask));
  }

  private static Optional<String> text(Map<String, String> told, String name) {
    return Optional.ofNullable(told.get(name)).filter(value -> !value.isBlank());
  }

  private static Optional<Integer> number(Map<String, String> told, String name) {
    return text(told, name).filter(value -> value.matches("\\d{1,9}")).map(Integer::valueOf);
  }

  /// Gathers a line; what it holds of line breaks makes it several.
  void add(String text) {
    addMasked(masker.mask(text));
  }

  /// Gathers a line that is masked already.
  void addMasked(String text) {
    if (gathered.isEmpty()) {
      time = clock.instant();
    }
    if (text.indexOf('\n') < 0) {
      addCut(text);
    } else {
      text.lines().forEach(this::addCut);
    }
  }

  private void addCut(String text) {
    var start = 0;
    while (text.length() - start > LONGEST) {
      var end =
          start + LONGEST - (Character.isHighSurrogate(text.charAt(start + LONGEST - 1)) ? 1 : 0);
      gathered.add(new LogEvent.Line(time, step, text.substring(start, end)));
      start = end;
    }
    gathered.add(new LogEvent.Line(time, step, text.substring(start)));
  }

  /// Sends what was gathered.
  void send() {
    if (!gathered.isEmpty()) {
      control.log(List.copyOf(gathered));
      gathered.clear();
    }
  }
}

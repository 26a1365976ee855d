package dev.slipway.runner;

import dev.slipway.ci.job.Annotation;
import dev.slipway.ci.job.ControlPlane;
import dev.slipway.ci.job.LogEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The log of one step: masked, in lines that fit a chunk, sent one by one or gathered.
///
/// For one thread at a time.
final class StepLog {
  /// With every character escaped this is less than half a megabyte of JSON.
  private static final int LONGEST = 64 * 1024;

  /// As many annotations of one level as GitHub shows of one step, and how long each may be.
  private static final int MOST_ANNOTATIONS = 10;

  private static final int LONGEST_ANNOTATION = 4_096;

  private final int step;
  private final Logbook book;
  private final ControlPlane control;
  private final Masker masker;
  private final InstantSource clock;
  private final Map<Annotation.Level, Integer> annotations = new EnumMap<>(Annotation.Level.class);
  private final List<LogEvent> gathered = new ArrayList<>();
  private Instant time = Instant.EPOCH;

  StepLog(int step, Logbook book) {
    this.step = step;
    this.book = book;
    this.control = book.control();
    this.masker = book.masker();
    this.clock = book.clock();
  }

  /// A line of the runner's own, sent at once.
  void say(String text) {
    add(text);
    send();
  }

  void error(String text) {
    annotate(Annotation.plain(Annotation.Level.ERROR, text));
    say("##[error]" + text);
  }

  void warn(String text) {
    annotate(Annotation.plain(Annotation.Level.WARNING, text));
    say("##[warning]" + text);
  }

  /// Gathers a remark, unless there are as many as are kept.
  void annotate(Annotation remark) {
    var many = annotations.merge(remark.level(), 1, Integer::sum);
    if (many > MOST_ANNOTATIONS || remark.message().isBlank() || !book.takesAnnotation()) {
      return;
    }
    var message = masker.mask(remark.message());
    gathered.add(
        new LogEvent.Annotated(
            clock.instant(),
            step,
            new Annotation(
                remark.level(),
                message.substring(0, end(message, 0, LONGEST_ANNOTATION)),
                remark.title().map(masker::mask),
                remark.file().map(masker::mask),
                remark.span())));
  }

  /// Gathers what the step wrote for people.
  void summarize(String markdown) {
    var masked = masker.mask(markdown);
    for (var start = 0; start < masked.length(); start = end(masked, start, LONGEST)) {
      var part = masked.substring(start, end(masked, start, LONGEST));
      gathered.add(new LogEvent.Summary(clock.instant(), step, part));
    }
    send();
  }

  /// Where a part ends that has at most so many characters, none of them in two.
  private static int end(String text, int start, int most) {
    if (text.length() - start <= most) {
      return text.length();
    }
    var end = start + most;
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  /// Gathers a line; what it holds of line breaks makes it several.
  void add(String text) {
    addMasked(masker.mask(text));
  }

  /// Gathers a line that is masked already.
  void addMasked(String text) {
    if (time.equals(Instant.EPOCH)) {
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
    for (var end = end(text, 0, LONGEST); end < text.length(); end = end(text, start, LONGEST)) {
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
      time = Instant.EPOCH;
    }
  }
}

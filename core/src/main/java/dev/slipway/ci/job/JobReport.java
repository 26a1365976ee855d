package dev.slipway.ci.job;

import dev.slipway.model.Json;
import java.util.List;

/// What the steps of a job say to people beside their log: annotations, and summaries in Markdown.
///
/// It has GitHub's limits: of each level ten annotations a step, fifty a job, and of a message the
/// first 4,096 characters; a summary of a step has at most 1 MiB, and twenty are shown.
public record JobReport(List<Annotation> annotations, List<Summary> summaries) {
  public static final JobReport EMPTY = new JobReport(List.of(), List.of());

  /// Annotations of a level that a step may make.
  public static final int MOST_OF_A_LEVEL = 10;

  private static final int MOST = 50;
  private static final int LONGEST = 4_096;
  private static final int MOST_SUMMARIES = 20;

  public JobReport {
    annotations = List.copyOf(annotations);
    summaries = List.copyOf(summaries);
  }

  /// @param text Markdown, nothing of it trusted
  public record Summary(int step, String text) {}

  public boolean isEmpty() {
    return annotations.isEmpty() && summaries.isEmpty();
  }

  /// The report of what was said, within the limits of a job.
  ///
  /// @param said no more of a level and step than [#MOST_OF_A_LEVEL]
  public static JobReport of(List<Annotation> said, List<Summary> summaries) {
    return new JobReport(
        said.stream().limit(MOST).map(JobReport::cut).toList(),
        summaries.stream().limit(MOST_SUMMARIES).toList());
  }

  private static Annotation cut(Annotation annotation) {
    var message = annotation.message();
    return message.length() <= LONGEST
        ? annotation
        : new Annotation(
            annotation.level(),
            annotation.step(),
            message.substring(0, LONGEST),
            annotation.title(),
            annotation.file(),
            annotation.line(),
            annotation.endLine(),
            annotation.column(),
            annotation.endColumn());
  }

  public Json.Obj json() {
    return Json.object()
        .put("annotations", Json.array(annotations.stream().map(Annotation::json).toList()))
        .put("summaries", Json.array(summaries.stream().map(JobReport::json).toList()))
        .build();
  }

  private static Json.Obj json(Summary summary) {
    return Json.object().put("step", summary.step()).put("text", summary.text()).build();
  }

  /// Reads what [#json] wrote.
  ///
  /// @throws IllegalArgumentException naming the member that is missing or wrong
  public static JobReport read(Json.Obj json) {
    return new JobReport(
        json.objects("annotations").stream().map(Annotation::read).toList(),
        json.objects("summaries").stream()
            .map(summary -> new Summary(summary.requireInt("step"), summary.requireString("text")))
            .toList());
  }
}

package dev.slipway.model;

import java.util.OptionalInt;

/// One job of a run: the job's id, and for a matrix job which combination. Written `build` or
/// `test.3`; a job id never holds a dot.
public record JobKey(String job, OptionalInt index) {
  public static JobKey of(String job) {
    return new JobKey(job, OptionalInt.empty());
  }

  public static JobKey of(String job, int index) {
    return new JobKey(job, OptionalInt.of(index));
  }

  /// @throws IllegalArgumentException when the text is no job key
  public static JobKey parse(String text) {
    var dot = text.indexOf('.');
    try {
      return dot < 0
          ? of(text)
          : of(text.substring(0, dot), Integer.parseInt(text.substring(dot + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no job key", e);
    }
  }

  @Override
  public String toString() {
    return index.isPresent() ? job + "." + index.getAsInt() : job;
  }
}

package dev.slipway.model;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/// One job of a run: the job's id, and for a matrix job which combination. Written `build` or
/// `test.3`; a job id never holds a dot.
public record JobKey(String job, OptionalInt index) {
  private static final Pattern WRITTEN =
      Pattern.compile("(?<job>[^.]+)(\\.(?<index>0|[1-9]\\d{0,8}))?");

  public static JobKey of(String job) {
    return new JobKey(job, OptionalInt.empty());
  }

  public static JobKey of(String job, int index) {
    return new JobKey(job, OptionalInt.of(index));
  }

  /// @throws IllegalArgumentException when the text is no job key as [#toString] writes it
  public static JobKey parse(String text) {
    var parts = WRITTEN.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no job key");
    }
    var index = parts.group("index");
    return index == null ? of(parts.group("job")) : of(parts.group("job"), Integer.parseInt(index));
  }

  @Override
  public String toString() {
    return index.isPresent() ? job + "." + index.getAsInt() : job;
  }
}

package dev.slipway.model;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/// One job of a run: which job, and for a matrix job which combination. Written `build` or
/// `test.3`; a job id never holds a dot and never begins with a digit.
///
/// A job of a called workflow has the keys of its callers before its id: `deploy.build`, or
/// `deploy.1.build.3` where `deploy` calls for each combination of its own.
///
/// @param job the job's path: its callers, then its id
public record JobKey(String job, OptionalInt index) {
  private static final String ID = "[A-Za-z_][A-Za-z0-9_-]*";
  private static final String INDEX = "0|[1-9]\\d{0,8}";
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?<job>%1$s(\\.((%2$s)\\.)?%1$s)*)(\\.(?<index>%2$s))?".formatted(ID, INDEX));

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

  /// The key under `jobs` in the file that the job stands in.
  public String id() {
    return job.substring(job.lastIndexOf('.') + 1);
  }

  /// Whether a job, by its path, is called by this one, directly or not.
  public boolean calls(String path) {
    return path.startsWith(this + ".");
  }

  @Override
  public String toString() {
    return index.isPresent() ? job + "." + index.getAsInt() : job;
  }
}

package dev.slipway.status;

import dev.slipway.ci.plan.Event;
import dev.slipway.ci.run.Run;
import dev.slipway.model.Conclusion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Which runs a list shows, besides their repository.
///
/// @param workflow path, file name or name
/// @param status a status or a conclusion
public record RunFilter(
    Optional<String> branch,
    Optional<String> workflow,
    Optional<String> event,
    Optional<String> status)
    implements Predicate<Run> {
  /// The words that `status` may be.
  public static final List<String> STATUSES =
      Stream.concat(
              Arrays.stream(Run.Status.values())
                  .map(status -> status.name().toLowerCase(Locale.ROOT)),
              Arrays.stream(Conclusion.values()).map(Conclusion::word))
          .toList();

  /// @throws IllegalArgumentException when the status is no such word
  public RunFilter {
    status.ifPresent(word -> {
      if (!STATUSES.contains(word)) {
        throw new IllegalArgumentException(
            "status \"%s\" is none of %s".formatted(word, String.join(", ", STATUSES)));
      }
    });
  }

  @Override
  public boolean test(Run run) {
    var about = run.about();
    return branch.stream().allMatch(Event.shortRef(about.ref())::equals)
        && workflow.stream().allMatch(wanted -> isOf(about, wanted))
        && event.stream().allMatch(about.event()::equals)
        && status.stream().allMatch(wanted -> stands(run, wanted));
  }

  private static boolean isOf(Run.About about, String wanted) {
    return about.workflowPath().equals(wanted)
        || about.workflowName().equals(wanted)
        || about.workflowPath().endsWith("/" + wanted);
  }

  private static boolean stands(Run run, String wanted) {
    return run.status().name().equalsIgnoreCase(wanted)
        || run.conclusion().map(Conclusion::word).filter(wanted::equals).isPresent();
  }
}

package dev.slipway.local.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Decides by the seed what goes wrong, and when.
///
/// @param rate between 0 and 1; 0 for a world without faults
record Faults(Random random, double rate) {
  /// Something that is made to go wrong. It is written into the event log when it happens.
  sealed interface Kind {}

  /// What may become of a function's call to a service.
  enum OfService implements Kind {
    /// It takes seconds.
    DELAY,
    /// It is refused for now.
    THROTTLE,
    /// Another writer was first.
    CONFLICT,
    /// It is carried out, and the answer lost.
    ANSWER_LOST,
    /// The function ends before this effect.
    CRASH_BEFORE,
    /// The function ends after this effect and before the next.
    CRASH_AFTER
  }

  /// What may become of a call of a function.
  enum OfFunction implements Kind {
    /// It ends before it had any effect.
    CRASH_BEFORE,
    /// It ends after all its effects, and nobody hears of it.
    CRASH_AFTER,
    /// It is made twice.
    TWICE,
    /// It is cut off at its time limit.
    TIMEOUT,
    /// For half an hour most calls crash.
    STORM
  }

  /// What may become of what the forge tells.
  enum OfDelivery implements Kind {
    TWICE,
    /// A later push is told of before.
    REORDERED,
    /// It is lost, or its answer is; the forge sends it again.
    DROPPED,
    /// It is never sent.
    MISSING
  }

  /// What may become of the process and the machine it is on.
  enum OfProcess implements Kind {
    CLOCK_FORWARD,
    CLOCK_BACK,
    /// It is killed between two calls.
    KILL,
    /// It is killed between two changes of its store.
    KILL_AT_WRITE,
    /// For some minutes its disk takes nothing.
    DISK_FULL
  }

  /// What may become of a job's agent.
  enum OfAgent implements Kind {
    DIES,
    /// It comes back when its job was taken from it.
    SILENT,
    /// It says twice how its job ended.
    TWICE
  }

  static Set<String> all() {
    return Stream.<Kind[]>of(
            OfService.values(),
            OfFunction.values(),
            OfDelivery.values(),
            OfProcess.values(),
            OfAgent.values())
        .flatMap(Stream::of)
        .map(Faults::name)
        .collect(Collectors.toSet());
  }

  static String name(Kind kind) {
    return "%s %s".formatted(kind.getClass().getSimpleName(), kind);
  }

  /// A function's execution environment ends in the middle of a call.
  static final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
      super("the environment crashed", null, false, false);
    }
  }

  /// What is likelier stands there more than once.
  private static final List<OfService> LIKELY =
      List.of(
          OfService.THROTTLE,
          OfService.THROTTLE,
          OfService.ANSWER_LOST,
          OfService.ANSWER_LOST,
          OfService.CONFLICT,
          OfService.CONFLICT,
          OfService.DELAY,
          OfService.CRASH_BEFORE,
          OfService.CRASH_AFTER);

  private static final List<OfFunction> OF_FUNCTIONS =
      List.of(OfFunction.CRASH_BEFORE, OfFunction.CRASH_AFTER, OfFunction.TWICE);

  /// What goes wrong with a call to a service, if anything does.
  Optional<OfService> ofService() {
    return happens() ? Optional.of(oneOf(LIKELY)) : Optional.empty();
  }

  /// What goes wrong with a call of a function, if anything does.
  Optional<OfFunction> ofFunction() {
    return happens() ? Optional.of(oneOf(OF_FUNCTIONS)) : Optional.empty();
  }

  private <T> T oneOf(List<T> kinds) {
    return kinds.get(random.nextInt(kinds.size()));
  }

  /// At the usual rate.
  boolean happens() {
    return happens(rate);
  }

  boolean happens(double often) {
    return random.nextDouble() < often;
  }

  /// Up to that long.
  Duration within(Duration most) {
    return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
  }
}

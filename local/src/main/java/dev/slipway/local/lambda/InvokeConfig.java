package dev.slipway.local.lambda;

import java.time.Duration;
import java.util.Optional;

/// What becomes of a call that nobody waits for.
///
/// @param retries after the first try that failed
/// @param onSuccess where the result goes, an ARN
/// @param onFailure where a call goes that failed every time, an ARN
public record InvokeConfig(
    int retries, Duration maximumAge, Optional<String> onSuccess, Optional<String> onFailure) {
  public static final InvokeConfig USUAL =
      new InvokeConfig(2, Duration.ofHours(6), Optional.empty(), Optional.empty());
}

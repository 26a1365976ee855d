package dev.slipway.ci.expression;

import dev.slipway.model.Json;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Contexts from a map of objects, with the status that the `if` functions tell.
///
/// @param contexts names compare without case
public record MapContexts(Map<String, Json> contexts, Status status) implements Contexts {
  public MapContexts {
    var copy = new TreeMap<String, Json>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(contexts);
    contexts = Collections.unmodifiableMap(copy);
  }

  /// Contexts where everything so far succeeded.
  public static MapContexts of(Map<String, ? extends Json> contexts) {
    return new MapContexts(Map.copyOf(contexts), Status.SUCCESS);
  }

  @Override
  public Optional<Json> context(String name) {
    return Optional.ofNullable(contexts.get(name.toLowerCase(Locale.ROOT)));
  }

  @Override
  public boolean success() {
    return status == Status.SUCCESS;
  }

  @Override
  public boolean failure() {
    return status == Status.FAILURE;
  }

  @Override
  public boolean cancelled() {
    return status == Status.CANCELLED;
  }

  /// How things stand when the expression is computed.
  public enum Status {
    SUCCESS,
    FAILURE,
    CANCELLED,
    /// Something needed was skipped: neither success nor failure.
    SKIPPED
  }
}

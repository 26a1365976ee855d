package dev.slipway.local.lambda;

/// Something whose events a function is called with: an event source mapping.
public sealed interface EventSource extends AutoCloseable permits QueueSource, StreamSource {
  /// Begins to call the function.
  ///
  /// @param destination where events go that were given up
  void start(Destination destination);

  @Override
  void close();
}

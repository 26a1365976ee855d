package dev.slipway.cli.run;

/// The processes that this one started.
final class Children {
  private Children() {}

  /// Ends them all at once, without a chance to clean up.
  static void kill() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }
}

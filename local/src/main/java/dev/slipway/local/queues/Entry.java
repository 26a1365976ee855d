package dev.slipway.local.queues;

/// A message's place in its queue. What it says is in the journal; here is what changes.
final class Entry {
  /// Where a message stands between being sent and being deleted.
  enum State {
    DELAYED,
    READY,
    IN_FLIGHT
  }

  /// Messages of one group keep this order.
  final long position;

  final String id;
  final String group;
  final long sentAt;

  State state = State.READY;
  long hiddenUntil;
  int receives;
  long firstReceived;
  long lastReceived;

  Entry(long position, String id, String group, long sentAt) {
    this.position = position;
    this.id = id;
    this.group = group;
    this.sentAt = sentAt;
  }
}

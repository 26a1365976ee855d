package dev.slipway.local.queues;

/// The numbers by which FIFO queues tell the order of messages: twenty digits, as on AWS.
final class Sequence {
  private Sequence() {}

  static String of(long position) {
    return "1888%016d".formatted(position);
  }
}

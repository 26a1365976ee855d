package dev.slipway.local.tables.storage;

/// Capacity units that were asked for; none with billing by request.
public record Throughput(long read, long write) {
  public static final Throughput NONE = new Throughput(0, 0);
}

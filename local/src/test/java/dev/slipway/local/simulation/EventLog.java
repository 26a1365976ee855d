package dev.slipway.local.simulation;

import dev.slipway.model.Digest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/// Everything that happened in a simulation, a line each; two runs of one seed must give the same.
final class EventLog {
  private final InstantSource clock;
  private final StringBuilder text = new StringBuilder();

  EventLog(InstantSource clock) {
    this.clock = clock;
  }

  void add(String what, String about) {
    text.append(clock.millis()).append(' ').append(what).append(' ').append(about).append('\n');
  }

  void add(String what, byte[] body) {
    add(what, Digest.sha256(body).hex().substring(0, 12));
  }

  String text() {
    return text.toString();
  }

  String digest() {
    return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }
}

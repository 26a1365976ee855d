package dev.slipway.local.tables;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.SystemScheduler;
import java.nio.charset.StandardCharsets;

/// Calls our tables with JSON as text.
final class Calls {
  private final Tables tables;

  private Calls(Tables tables) {
    this.tables = tables;
  }

  static Calls inMemory() {
    return over(Store.inMemory());
  }

  static Calls over(Store store) {
    return new Calls(new Tables(store, new SystemScheduler(), "eu-central-1", "000000000000"));
  }

  String call(String operation, String request) {
    var answer = tables.call(operation, request.getBytes(StandardCharsets.UTF_8));
    return new String(answer, StandardCharsets.UTF_8);
  }
}

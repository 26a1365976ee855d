package dev.slipway.local.states.engine;

import dev.slipway.local.states.engine.MapLedger.Input;
import dev.slipway.local.states.execution.MapPlan.Batches;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Puts items together, as many as a batch may have.
final class Batching {
  private static final long MAX_BYTES = 256 * 1024;

  private Batching() {}

  static List<Input> batches(List<Json> items, Batches limits) {
    var most = limits.maxItems().orElse(Long.MAX_VALUE);
    var room = limits.maxBytes().orElse(MAX_BYTES) - size(batch(List.of(), limits));
    var batches = new ArrayList<Input>();
    var batch = new ArrayList<Json>();
    var bytes = 0L;
    for (var item : items) {
      var size = size(item) + 1;
      if (!batch.isEmpty() && (batch.size() >= most || bytes + size > room)) {
        batches.add(new Input(batch(batch, limits), batch.size()));
        batch.clear();
        bytes = 0;
      }
      batch.add(item);
      bytes += size;
    }
    if (!batch.isEmpty()) {
      batches.add(new Input(batch(batch, limits), batch.size()));
    }
    return batches;
  }

  private static Json batch(List<Json> items, Batches limits) {
    return Json.object()
        .put("BatchInput", limits.input())
        .put("Items", new Json.Arr(items))
        .build();
  }

  private static long size(Json json) {
    return json.text().getBytes(StandardCharsets.UTF_8).length;
  }
}

package dev.slipway.local.bill;

import dev.slipway.model.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts calls per service and operation since the cloud was started.
public final class Bill {
  private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

  /// @param service the service's name or target prefix
  public void count(String service, String operation) {
    count(service, operation, 1);
  }

  public void count(String service, String operation, long times) {
    calls.computeIfAbsent(service + "." + operation, _ -> new LongAdder()).add(times);
  }

  public long of(String service, String operation) {
    var adder = calls.get(service + "." + operation);
    return adder == null ? 0 : adder.sum();
  }

  /// `{"calls":{"DynamoDB_20120810.PutItem":3,…}}`, in alphabetical order.
  public Json.Obj json() {
    var counts = Json.object();
    new TreeMap<>(calls).forEach((name, times) -> counts.put(name, (double) times.sum()));
    return Json.object().put("calls", counts.build()).build();
  }
}

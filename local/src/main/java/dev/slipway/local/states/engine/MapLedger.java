package dev.slipway.local.states.engine;

import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/// All map runs in the store, with what their children are given and who they are.
public final class MapLedger {
  private static final int BITS = 28;

  private final MVMap<Long, byte[]> runs;
  private final MVMap<String, Long> numbers;
  private final MVMap<Long, byte[]> inputs;
  private final MVMap<Long, Long> children;

  public MapLedger(Store store) {
    runs = store.map("states.mapRuns");
    numbers = store.map("states.mapRunNumbers");
    inputs = store.map("states.mapInputs");
    children = store.map("states.mapChildren");
  }

  long lastNumber() {
    var last = runs.lastKey();
    return last == null ? 0 : last;
  }

  public Optional<MapRun> run(String arn) {
    return Optional.ofNullable(numbers.get(arn)).flatMap(this::run);
  }

  private Optional<MapRun> run(long number) {
    return Optional.ofNullable(runs.get(number))
        .map(bytes -> MapRun.from(number, Json.parseObject(bytes)));
  }

  /// The map runs of an execution, the oldest first.
  public List<MapRun> runs(long execution) {
    var found = new ArrayList<MapRun>();
    var cursor = runs.cursor(null);
    while (cursor.hasNext()) {
      var number = cursor.next();
      var run = MapRun.from(number, Json.parseObject(cursor.getValue()));
      if (run.parent().execution() == execution) {
        found.add(run);
      }
    }
    return found;
  }

  public void put(MapRun run) {
    runs.put(run.number(), run.json().bytes());
    numbers.put(run.arn(), run.number());
  }

  /// What a child is given, and how many items that is.
  record Input(Json json, int items) {}

  void putInput(long run, int index, Input input) {
    var json = Json.object().put("input", input.json()).put("items", input.items()).build();
    inputs.put(key(run, index), json.bytes());
  }

  Input input(long run, int index) {
    var bytes = inputs.get(key(run, index));
    if (bytes == null) {
      throw new IllegalStateException("map run %d has no input %d".formatted(run, index));
    }
    var json = Json.parseObject(bytes);
    return new Input(
        json.members().getOrDefault("input", Json.Null.INSTANCE), Codec.whole(json, "items"));
  }

  void putChild(long run, int index, long execution) {
    children.put(key(run, index), execution);
    inputs.remove(key(run, index));
  }

  /// The numbers of the executions that a run has started, in the order of its items.
  public List<Long> children(long run) {
    var found = new ArrayList<Long>();
    var cursor = children.cursor(key(run, 0));
    while (cursor.hasNext() && cursor.next() < key(run + 1, 0)) {
      found.add(cursor.getValue());
    }
    return found;
  }

  void dropInputs(MapRun run) {
    for (var index = run.next(); index < run.children().total(); index++) {
      inputs.remove(key(run.number(), index));
    }
  }

  private static long key(long run, int index) {
    return (run << BITS) | index;
  }
}

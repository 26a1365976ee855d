package dev.slipway.local.states.engine;

import dev.slipway.local.states.execution.Alarm;
import dev.slipway.local.states.execution.Change;
import dev.slipway.local.states.execution.Effect;
import dev.slipway.local.states.execution.Ending;
import dev.slipway.local.states.execution.Happening;
import dev.slipway.local.states.execution.Progress;
import dev.slipway.local.states.execution.Scope;
import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/// All executions in the store: what they are, how far they are, what they wait for.
///
/// Whatever belongs to one execution has keys in a row: its number, then a number of its own.
public final class Ledger {
  private static final int BITS = 20;

  /// Numbers grow with time; this turns them around, so that the newest comes first.
  private static final long LAST = (1L << 43) - 1;

  private final MVMap<Long, byte[]> executions;
  private final MVMap<String, Long> numbers;
  private final MVMap<String, String> byMachine;
  private final MVMap<Long, byte[]> progress;
  private final MVMap<Long, byte[]> scopes;
  private final MVMap<Long, byte[]> history;
  private final MVMap<Long, byte[]> effects;
  private final MVMap<String, Boolean> alarms;

  public Ledger(Store store) {
    executions = store.map("states.executions");
    numbers = store.map("states.executionNumbers");
    byMachine = store.map("states.executionsByMachine");
    progress = store.map("states.progress");
    scopes = store.map("states.scopes");
    history = store.map("states.history");
    effects = store.map("states.effects");
    alarms = store.map("states.alarms");
  }

  private static long key(long execution, int own) {
    return (execution << BITS) | own;
  }

  public Optional<Execution> execution(long number) {
    return Optional.ofNullable(executions.get(number))
        .map(bytes -> Execution.from(number, Json.parseObject(bytes)));
  }

  public Optional<Execution> execution(String arn) {
    return Optional.ofNullable(numbers.get(arn)).flatMap(this::execution);
  }

  long lastNumber() {
    var last = executions.lastKey();
    return last == null ? 0 : last;
  }

  void put(Execution execution) {
    executions.put(execution.number(), execution.json().bytes());
    numbers.put(execution.arn(), execution.number());
    byMachine.put(listKey(execution), execution.status().name());
  }

  /// Children are listed with their map run, others with their machine.
  private static String listKey(Execution execution) {
    var list = execution.origin().mapRun().orElse(execution.origin().machineArn());
    return listKey(list, execution.number());
  }

  private static String listKey(String list, long number) {
    return "%s %013d".formatted(list, LAST - number);
  }

  /// The executions of a machine or a map run, the newest first.
  ///
  /// @param after the number of the one before the first; 0 for the newest
  /// @param status only those in this status
  public List<Execution> executions(
      String list,
      Optional<Execution.Status> status,
      long after,
      int limit,
      Predicate<Execution> wanted) {
    var found = new ArrayList<Execution>();
    var prefix = list + " ";
    var from = after == 0 ? prefix : listKey(list, after - 1);
    var cursor = byMachine.cursor(from);
    while (cursor.hasNext() && found.size() < limit) {
      var key = cursor.next();
      if (!key.startsWith(prefix)) {
        break;
      }
      if (status.isEmpty() || status.get().name().equals(cursor.getValue())) {
        execution(LAST - Long.parseLong(key.substring(prefix.length())))
            .filter(wanted)
            .ifPresent(found::add);
      }
    }
    return found;
  }

  Progress progress(long number) {
    var bytes = progress.get(number);
    if (bytes == null) {
      throw new IllegalStateException("execution %d has no progress".formatted(number));
    }
    return Codec.progress(Json.parseObject(bytes));
  }

  @Nullable Scope scope(long number, int id) {
    var bytes = scopes.get(key(number, id));
    return bytes == null ? null : Codec.scope(Json.parseObject(bytes));
  }

  /// Writes what became of an execution.
  void apply(long number, Change change) {
    change.settled().forEach(own -> effects.remove(key(number, own)));
    change
        .effects()
        .forEach(
            effect -> effects.put(key(number, effect.key()), EffectCodec.json(effect).bytes()));
    change.events().forEach(event -> add(number, event));
    change.cancelled().forEach(alarm -> alarms.remove(Alarms.key(number, alarm)));
    if (change.ending().filter(Ending.Succeeded.class::isInstance).isPresent()) {
      progress.remove(number);
      removeAll(scopes, number);
      removeAll(effects, number);
      return;
    }
    if (change.ending().isPresent()) {
      // A redrive goes on from here.
      removeAll(effects, number);
    }
    progress.put(number, Codec.json(change.progress()).bytes());
    change.removed().forEach(id -> scopes.remove(key(number, id)));
    change.changed().forEach((id, scope) -> scopes.put(key(number, id), Codec.json(scope).bytes()));
    change.set().forEach(alarm -> set(number, alarm));
  }

  void add(long number, Happening event) {
    history.put(key(number, event.id()), event.json().bytes());
  }

  void begin(long number, Progress start, Scope root) {
    progress.put(number, Codec.json(start).bytes());
    scopes.put(key(number, root.id()), Codec.json(root).bytes());
    effects.put(key(number, Effect.GoOn.KEY), EffectCodec.json(new Effect.GoOn()).bytes());
  }

  void set(long number, Alarm alarm) {
    alarms.put(Alarms.key(number, alarm), true);
  }

  void forget(String alarmKey) {
    alarms.remove(alarmKey);
  }

  private static void removeAll(MVMap<Long, byte[]> map, long number) {
    for (var key = map.ceilingKey(key(number, 0));
        key != null && key <= key(number, Scope.MAX);
        key = map.higherKey(key)) {
      map.remove(key);
    }
  }

  /// Visits all that the world owes to executions.
  void owed(BiConsumer<Long, Effect> visitor) {
    var cursor = effects.cursor(null);
    while (cursor.hasNext()) {
      var key = cursor.next();
      visitor.accept(key >> BITS, EffectCodec.effect(Json.parseObject(cursor.getValue())));
    }
  }

  /// What the world owes to a scope.
  Optional<Effect> owed(long number, int scope) {
    return Optional.ofNullable(effects.get(key(number, scope)))
        .map(bytes -> EffectCodec.effect(Json.parseObject(bytes)));
  }

  /// Forgets an execution with all that belongs to it.
  void remove(Execution execution) {
    var number = execution.number();
    executions.remove(number);
    numbers.remove(execution.arn(), number);
    byMachine.remove(listKey(execution));
    progress.remove(number);
    removeAll(scopes, number);
    removeAll(effects, number);
    removeAll(history, number);
  }

  /// The keys of the alarms up to an instant, in their order.
  List<String> due(Instant now) {
    var keys = new ArrayList<String>();
    var cursor = alarms.cursor(null);
    while (cursor.hasNext()) {
      var key = cursor.next();
      if (Alarms.instant(key).isAfter(now)) {
        break;
      }
      keys.add(key);
    }
    return keys;
  }

  /// The first alarm after an instant.
  Optional<Instant> nextAlarm(Instant now) {
    return Optional.ofNullable(alarms.higherKey(Alarms.after(now))).map(Alarms::instant);
  }

  /// A page of an execution's history, as bytes of JSON.
  ///
  /// @param from the id of the first event wanted
  public List<byte[]> history(long number, int from, int limit) {
    var page = new ArrayList<byte[]>();
    var last = key(number, Scope.MAX);
    var cursor = history.cursor(key(number, from));
    while (cursor.hasNext() && page.size() < limit) {
      if (cursor.next() > last) {
        break;
      }
      page.add(cursor.getValue());
    }
    return page;
  }

  /// As [#history], backwards from the given event; 0 means from the latest.
  public List<byte[]> historyBackwards(long number, int from, int limit) {
    var page = new ArrayList<byte[]>();
    for (var key = history.floorKey(key(number, from == 0 ? Scope.MAX : from));
        key != null && key > key(number, 0) && page.size() < limit;
        key = history.lowerKey(key)) {
      page.add(history.get(key));
    }
    return page;
  }
}

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
/// What belongs to one execution has keys in a row, so that a step changes few pages: its number,
/// what it is, then a number of its own.
public final class Ledger {
  private static final int BITS = 20;
  private static final int KIND_BITS = 2;

  /// Numbers grow with time; this turns them around, so that the newest comes first.
  private static final long LAST = (1L << 43) - 1;

  private final MVMap<Long, byte[]> executions;
  private final MVMap<String, Long> numbers;
  private final MVMap<String, String> byMachine;
  private final MVMap<Long, byte[]> rows;
  private final MVMap<Long, byte[]> effects;
  private final MVMap<String, Boolean> alarms;

  public Ledger(Store store) {
    executions = store.map("states.executions");
    numbers = store.map("states.executionNumbers");
    byMachine = store.map("states.executionsByMachine");
    rows = store.map("states.rows");
    effects = store.map("states.effects");
    alarms = store.map("states.alarms");
  }

  /// What a row tells.
  private enum Kind {
    PROGRESS(0),
    SCOPE(1),
    EVENT(2);

    private final int bits;

    Kind(int bits) {
      this.bits = bits;
    }
  }

  private static long key(long execution, Kind kind, int own) {
    return (((execution << KIND_BITS) | kind.bits) << BITS) | own;
  }

  /// The key of what is owed to a scope.
  private static long owedKey(long execution, int scope) {
    return (execution << BITS) | scope;
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
    var bytes = rows.get(key(number, Kind.PROGRESS, 0));
    if (bytes == null) {
      throw new IllegalStateException("execution %d has no progress".formatted(number));
    }
    return Codec.progress(Json.parseObject(bytes));
  }

  @Nullable Scope scope(long number, int id) {
    var bytes = rows.get(key(number, Kind.SCOPE, id));
    return bytes == null ? null : Codec.scope(Json.parseObject(bytes));
  }

  /// Writes what became of an execution.
  void apply(long number, Change change) {
    change.settled().forEach(own -> effects.remove(owedKey(number, own)));
    change
        .effects()
        .forEach(
            effect -> effects.put(owedKey(number, effect.key()), EffectCodec.json(effect).bytes()));
    change.events().forEach(event -> add(number, event));
    change.cancelled().forEach(alarm -> alarms.remove(Alarms.key(number, alarm)));
    if (change.ending().filter(Ending.Succeeded.class::isInstance).isPresent()) {
      removeAll(number, Kind.PROGRESS);
      removeAll(number, Kind.SCOPE);
      removeOwed(number);
      return;
    }
    if (change.ending().isPresent()) {
      // A redrive goes on from here.
      removeOwed(number);
    }
    rows.put(key(number, Kind.PROGRESS, 0), Codec.json(change.progress()).bytes());
    change.removed().forEach(id -> rows.remove(key(number, Kind.SCOPE, id)));
    change
        .changed()
        .forEach((id, scope) -> rows.put(key(number, Kind.SCOPE, id), Codec.json(scope).bytes()));
    change.set().forEach(alarm -> set(number, alarm));
  }

  void add(long number, Happening event) {
    rows.put(key(number, Kind.EVENT, event.id()), event.json().bytes());
  }

  void begin(long number, Progress start, Scope root) {
    rows.put(key(number, Kind.PROGRESS, 0), Codec.json(start).bytes());
    rows.put(key(number, Kind.SCOPE, root.id()), Codec.json(root).bytes());
    effects.put(owedKey(number, Effect.GoOn.KEY), EffectCodec.json(new Effect.GoOn()).bytes());
  }

  void set(long number, Alarm alarm) {
    alarms.put(Alarms.key(number, alarm), true);
  }

  void forget(String alarmKey) {
    alarms.remove(alarmKey);
  }

  private void removeAll(long number, Kind kind) {
    removeAll(rows, key(number, kind, 0), key(number, kind, Scope.MAX));
  }

  private void removeOwed(long number) {
    removeAll(effects, owedKey(number, 0), owedKey(number, Scope.MAX));
  }

  private static void removeAll(MVMap<Long, byte[]> map, long first, long last) {
    for (var key = map.ceilingKey(first); key != null && key <= last; key = map.higherKey(key)) {
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
    return Optional.ofNullable(effects.get(owedKey(number, scope)))
        .map(bytes -> EffectCodec.effect(Json.parseObject(bytes)));
  }

  /// Forgets an execution with all that belongs to it.
  void remove(Execution execution) {
    var number = execution.number();
    executions.remove(number);
    numbers.remove(execution.arn(), number);
    byMachine.remove(listKey(execution));
    removeOwed(number);
    for (var kind : Kind.values()) {
      removeAll(number, kind);
    }
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
    var last = key(number, Kind.EVENT, Scope.MAX);
    var cursor = rows.cursor(key(number, Kind.EVENT, from));
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
    for (var key = rows.floorKey(key(number, Kind.EVENT, from == 0 ? Scope.MAX : from));
        key != null && key > key(number, Kind.EVENT, 0) && page.size() < limit;
        key = rows.lowerKey(key)) {
      page.add(rows.get(key));
    }
    return page;
  }
}

package dev.slipway.local.states.execution;

import dev.slipway.local.states.language.Machine;
import dev.slipway.local.states.language.State;
import dev.slipway.local.time.Chance;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// The working memory of one step of the interpreter: what it has read, and what it has changed.
final class Run {
  private static final int MAX_EVENTS = 25_000;

  private final Facts facts;
  private final Instant now;
  private final Chance chance;
  private final IntFunction<Scope> stored;

  private final Map<Integer, Scope> scopes = new HashMap<>();
  private final Set<Integer> changed = new HashSet<>();
  private final Set<Integer> removed = new HashSet<>();
  private final List<Happening> events = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Set<Integer> settled = new HashSet<>();
  private final Set<Integer> abandoned = new HashSet<>();
  private final List<Alarm> set = new ArrayList<>();
  private final List<Alarm> cancelled = new ArrayList<>();
  private final ArrayDeque<Integer> ready;
  private int nextEvent;
  private int nextScope;
  private int transitions;
  private boolean full;
  private Optional<Ending> ending = Optional.empty();
  private Optional<Document> rootDone = Optional.empty();
  private Consumer<Scope> doneListener = _ -> {};

  /// @param stored gives a scope by its id
  Run(Facts facts, Progress progress, IntFunction<Scope> stored, Instant now, Chance chance) {
    this.facts = facts;
    this.stored = stored;
    this.now = now;
    this.chance = chance;
    this.nextEvent = progress.nextEvent();
    this.nextScope = progress.nextScope();
    this.ready = new ArrayDeque<>(progress.ready());
  }

  Facts facts() {
    return facts;
  }

  Instant now() {
    return now;
  }

  Chance chance() {
    return chance;
  }

  Scope scope(int id) {
    return find(id).orElseThrow(() -> new IllegalStateException("no scope " + id));
  }

  Optional<Scope> find(int id) {
    if (removed.contains(id) || id < 0) {
      return Optional.empty();
    }
    var known = scopes.get(id);
    if (known == null) {
      known = stored.apply(id);
      if (known != null) {
        scopes.put(id, known);
      }
    }
    return Optional.ofNullable(known);
  }

  Scope put(Scope scope) {
    scopes.put(scope.id(), scope);
    changed.add(scope.id());
    return scope;
  }

  void remove(int id) {
    scopes.remove(id);
    changed.remove(id);
    removed.add(id);
    settled.add(id);
    ready.remove(id);
  }

  /// Keeps a scope and lets it go on in this step.
  void ready(Scope scope) {
    put(scope);
    ready.add(scope.id());
  }

  Optional<Scope> nextReady() {
    return Optional.ofNullable(ready.poll()).flatMap(this::find);
  }

  boolean hasReady() {
    return !ready.isEmpty();
  }

  /// Ids for so many new scopes in a row; the first of them.
  int reserve(int count) {
    var first = nextScope;
    nextScope += count;
    return first;
  }

  /// Adds an event to the history behind the scope's latest, which it becomes.
  Scope tell(Scope scope, String type, Json.Obj details) {
    return scope.told(event(scope.lastEvent(), type, Optional.of(details)));
  }

  Scope tell(Scope scope, String type) {
    return scope.told(event(scope.lastEvent(), type, Optional.empty()));
  }

  /// Adds an event.
  ///
  /// @param details what stands under `taskScheduledEventDetails` for `TaskScheduled`
  int event(int previous, String type, Optional<Json.Obj> details) {
    if (nextEvent >= MAX_EVENTS && !full) {
      throw new HistoryFullException();
    }
    var id = nextEvent++;
    events.add(
        new Happening(
            id, previous, now, type, details.map(some -> Happening.Details.of(type, some))));
    return id;
  }

  /// The history takes the last event that it may have.
  void closeHistory() {
    full = true;
  }

  /// AWS gives up an execution whose history would grow longer.
  static final class HistoryFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HistoryFullException() {
      super("the history is full", null, false, false);
    }
  }

  void owe(Effect effect) {
    effects.add(effect);
  }

  /// The world owes this scope nothing any more.
  void settle(int scope) {
    settled.add(scope);
    effects.removeIf(effect -> effect.key() == scope);
  }

  /// The scope no longer waits for its map run.
  void abandon(int scope) {
    settle(scope);
    abandoned.add(scope);
  }

  void set(Alarm alarm) {
    set.add(alarm);
  }

  void cancel(List<Alarm> alarms) {
    for (var alarm : alarms) {
      if (!set.remove(alarm)) {
        cancelled.add(alarm);
      }
    }
  }

  /// Whoever wants to know when a branch or iteration has come to its end.
  void onDone(Consumer<Scope> listener) {
    doneListener = listener;
  }

  /// A scope has come to its end.
  void done(Scope scope) {
    if (scope.isRoot()) {
      rootDone = scope.phase() instanceof Phase.Done(var output) ? Optional.of(output) : rootDone;
    } else {
      doneListener.accept(scope);
    }
  }

  /// What the machine's own scope has come to, when it has.
  Optional<Document> rootDone() {
    return ended() ? Optional.empty() : rootDone;
  }

  void count() {
    transitions++;
  }

  void end(Ending how) {
    ending = Optional.of(how);
    ready.clear();
    facts.deadline().ifPresent(alarm -> cancel(List.of(alarm)));
  }

  boolean ended() {
    return ending.isPresent();
  }

  /// The machine in which a scope runs.
  Machine machine(Scope scope) {
    if (scope.isRoot()) {
      return facts.machine();
    }
    var parent = scope(scope.parent());
    return switch (state(parent)) {
      case State.Parallel parallel -> parallel.branches().get(scope.index());
      case State.ForEach forEach -> forEach.processor();
      case State other ->
          throw new IllegalStateException(other.head().name() + " holds no other states");
    };
  }

  State state(Scope scope) {
    return machine(scope).state(scope.state());
  }

  /// A variable as a scope sees it: its own, else an outer one.
  Optional<Json> variable(Scope scope, String name) {
    for (var at = Optional.of(scope); at.isPresent(); at = find(at.get().parent())) {
      var value = at.get().variables().get(name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  Change change() {
    var now = new HashMap<Integer, Scope>();
    changed.forEach(id -> now.put(id, scope(id)));
    return new Change(
        new Progress(nextEvent, nextScope, List.copyOf(ready)),
        now,
        removed,
        events,
        effects,
        settled,
        abandoned,
        set,
        cancelled,
        transitions,
        ending);
  }
}

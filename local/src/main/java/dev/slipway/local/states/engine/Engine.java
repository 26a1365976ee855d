package dev.slipway.local.states.engine;

import dev.slipway.local.bill.Bill;
import dev.slipway.local.states.execution.Alarm;
import dev.slipway.local.states.execution.Change;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Effect;
import dev.slipway.local.states.execution.Facts;
import dev.slipway.local.states.execution.Happening;
import dev.slipway.local.states.execution.Interpreter;
import dev.slipway.local.states.execution.Occurrence;
import dev.slipway.local.states.execution.Progress;
import dev.slipway.local.states.execution.Scope;
import dev.slipway.local.states.execution.Token;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.model.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Lets executions go on.
///
/// Each occurrence is one write; what the world owes is done only after that, so whoever kills the
/// process at any moment finds all that was promised.
public final class Engine implements AutoCloseable {
  private static final int LOCKS = 256;

  private final Store store;
  private final Scheduler scheduler;
  private final Ledger ledger;
  private final Definitions definitions;
  private final Predicate<String> activities;
  private final TaskCaller caller;
  private final Chance chance;
  private final Bill bill;
  private final String region;
  private final Alarms alarms;
  private final MapRuns maps;
  private final Ends ends = new Ends();

  /// One execution takes one occurrence at a time.
  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

  private volatile Consumer<Execution> watcher = _ -> {};
  private final AtomicLong lastNumber;
  private final Work work = new Work();

  /// What the engine works with.
  ///
  /// @param activities which activities there are, by their ARNs
  public record Parts(
      Store store,
      Scheduler scheduler,
      Ledger ledger,
      MapLedger maps,
      Definitions definitions,
      Predicate<String> activities,
      Chance chance,
      Bill bill,
      String region) {}

  public Engine(Parts parts, TaskCaller caller, MapData data) {
    this.store = parts.store();
    this.scheduler = parts.scheduler();
    this.ledger = parts.ledger();
    this.definitions = parts.definitions();
    this.activities = parts.activities();
    this.caller = caller;
    this.chance = parts.chance();
    this.bill = parts.bill();
    this.region = parts.region();
    this.lastNumber = new AtomicLong(ledger.lastNumber());
    this.alarms =
        new Alarms(
            ledger, scheduler, (number, alarm) -> deliver(number, new Occurrence.Rang(alarm)));
    this.maps = new MapRuns(store, parts.maps(), ledger, this, data, chance);
  }

  /// Lets everything go on that an earlier process left.
  public void resume() {
    ledger.owed(this::perform);
    alarms.arm();
  }

  /// Shows each execution that has begun, ended or begun again, as a part of the same write.
  public void watch(Consumer<Execution> listener) {
    watcher = listener;
  }

  Definitions definitions() {
    return definitions;
  }

  public long nextNumber() {
    return lastNumber.incrementAndGet();
  }

  /// The scheduler's time, as exact as history tells it.
  public Instant now() {
    return scheduler.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// Begins an execution. Call inside a write, and [#go] after it.
  public Execution begin(Execution execution) {
    ledger.put(execution);
    watcher.accept(execution);
    var facts = facts(execution);
    var details =
        Json.object()
            .put("input", execution.input().text())
            .put("inputDetails", Json.object().put("truncated", false).build())
            .put("roleArn", execution.origin().roleArn())
            .put("stateMachineAliasArn", execution.origin().alias())
            .put("stateMachineVersionArn", execution.origin().version())
            .build();
    ledger.add(
        execution.number(),
        new Happening(
            1,
            0,
            execution.started(),
            "ExecutionStarted",
            Optional.of(new Happening.Details("executionStartedEventDetails", details))));
    facts.deadline().ifPresent(alarm -> ledger.set(execution.number(), alarm));
    ledger.begin(
        execution.number(),
        new Progress(2, 1, List.of(Scope.ROOT)),
        Scope.root(facts.machine().startAt(), execution.input(), execution.started()));
    return execution;
  }

  /// Lets an execution take its first step.
  public void go(Execution execution) {
    facts(execution).deadline().ifPresent(alarm -> alarms.expect(alarm.at()));
    perform(execution.number(), new Effect.GoOn());
  }

  private void perform(long number, Effect effect) {
    scheduler.soon(() -> performNow(number, effect));
  }

  /// An execution, while the engine is open. What is done with it need not be over at the close.
  private Optional<Execution> known(long number) {
    var found = new AtomicReference<Optional<Execution>>(Optional.empty());
    work.during(() -> found.set(ledger.execution(number)));
    return found.get();
  }

  private void performNow(long number, Effect effect) {
    switch (effect) {
      case Effect.GoOn _ -> deliver(number, new Occurrence.Continued());
      case Effect.Call(var scope, var generation, var resource, var arguments, var token) ->
          known(number)
              .ifPresent(execution ->
                  caller.call(
                      new TaskCaller.Task(number, scope, generation, caller(execution), token),
                      resource,
                      arguments,
                      answer(number, scope, generation)));
      case Effect.RunMap map ->
          work.during(
              () -> ledger.execution(number).ifPresent(execution -> maps.run(execution, map)));
    }
  }

  private static TaskCaller.Caller caller(Execution execution) {
    return new TaskCaller.Caller(execution.origin().machineArn(), execution.arn());
  }

  private TaskCaller.Answer answer(long number, int scope, int generation) {
    return new TaskCaller.Answer() {
      @Override
      public void accept(Occurrence.Outcome outcome) {
        deliver(number, new Occurrence.Answered(scope, generation, outcome));
      }

      @Override
      public void submitted(Document output) {
        deliver(number, new Occurrence.Submitted(scope, generation, output));
      }
    };
  }

  /// Hands an occurrence to the task that has this token.
  ///
  /// @return whether the task was still there
  public boolean deliver(Token token, Occurrence occurrence) {
    var scope = ledger.scope(token.execution(), token.scope());
    var open =
        scope != null
            && token.opens(scope)
            && ledger.execution(token.execution()).filter(Execution::running).isPresent();
    if (open) {
      deliver(token.execution(), occurrence);
    }
    return open;
  }

  /// Hands an occurrence to an execution; one that has ended takes none.
  public void deliver(long number, Occurrence occurrence) {
    work.during(() -> take(number, occurrence));
  }

  private void take(long number, Occurrence occurrence) {
    var lock = locks.get((int) (number % LOCKS));
    Optional<Change> change;
    Optional<Execution> execution;
    lock.lock();
    try {
      execution = ledger.execution(number).filter(Execution::running);
      change = execution.map(running -> advance(running, occurrence));
    } finally {
      lock.unlock();
    }
    if (change.isPresent()) {
      follow(execution.orElseThrow(), change.get());
    } else if (occurrence instanceof Occurrence.Rang(Alarm alarm)) {
      store.write(() -> ledger.forget(Alarms.key(number, alarm)));
    }
  }

  private Change advance(Execution execution, Occurrence occurrence) {
    var number = execution.number();
    var now = now();
    var change =
        Interpreter.advance(
            facts(execution),
            ledger.progress(number),
            id -> ledger.scope(number, id),
            occurrence,
            now,
            chance);
    store.write(() -> {
      ledger.apply(number, change);
      change
          .ending()
          .ifPresent(ending -> {
            var ended = execution.ended(ending, now);
            ledger.put(ended);
            ended.origin().mapRun().ifPresent(run -> maps.count(ended, run));
            watcher.accept(ended);
          });
    });
    bill.count("states", "StateTransition", change.transitions());
    return change;
  }

  /// Does what must be done once a change is on disk.
  private void follow(Execution before, Change change) {
    change.set().forEach(alarm -> alarms.expect(alarm.at()));
    change.effects().forEach(effect -> perform(before.number(), effect));
    change.abandoned().forEach(scope -> maps.abandon(before.number(), scope));
    if (change.ending().isPresent()) {
      before.origin().mapRun().ifPresent(maps::childEnded);
      ledger.execution(before.number()).ifPresent(this::tell);
    }
  }

  /// An express execution is forgotten when it has ended.
  private void tell(Execution ended) {
    ends.tell(ended);
    if (ended.origin().express()) {
      store.write(() -> ledger.remove(ended));
    }
  }

  /// Lets an execution that did not succeed try again where it failed.
  public Optional<Execution> redrive(long number) {
    var lock = locks.get((int) (number % LOCKS));
    var now = now();
    Optional<Execution> redriven;
    Optional<Change> change;
    lock.lock();
    try {
      redriven =
          ledger
              .execution(number)
              .filter(execution -> !execution.running())
              .map(execution -> execution.redriven(now));
      change =
          redriven.map(execution ->
              store.write(() -> {
                ledger.put(execution);
                watcher.accept(execution);
                return advance(execution, new Occurrence.Redriven(execution.state().redrives()));
              }));
    } finally {
      lock.unlock();
    }
    change.ifPresent(what -> follow(redriven.orElseThrow(), what));
    return redriven;
  }

  /// Tells when an execution has ended; at once when it has already.
  public void whenEnded(long number, Consumer<Execution> listener) {
    ends.add(number, listener);
    ledger.execution(number).filter(execution -> !execution.running()).ifPresent(ends::tell);
  }

  Facts facts(Execution execution) {
    var origin = execution.origin();
    return new Facts(
        execution.number(),
        origin.arn(),
        origin.name(),
        origin.machineArn(),
        execution.machineName(),
        origin.roleArn(),
        region,
        execution.input(),
        execution.started(),
        execution.state().redriven().orElse(execution.started()),
        origin.express() ? Optional.empty() : Optional.of(execution.state().redrives()),
        Optional.empty(),
        activities,
        definitions.machine(origin.revision()));
  }

  @Override
  public void close() {
    work.close();
    alarms.close();
  }
}

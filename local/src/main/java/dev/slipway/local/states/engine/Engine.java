package dev.slipway.local.states.engine;

import dev.slipway.local.bill.Bill;
import dev.slipway.local.states.execution.Alarm;
import dev.slipway.local.states.execution.Effect;
import dev.slipway.local.states.execution.Facts;
import dev.slipway.local.states.execution.Happening;
import dev.slipway.local.states.execution.Interpreter;
import dev.slipway.local.states.execution.Occurrence;
import dev.slipway.local.states.execution.Progress;
import dev.slipway.local.states.execution.Scope;
import dev.slipway.local.states.execution.Token;
import dev.slipway.local.states.query.Chance;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Scheduler;
import dev.slipway.model.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
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
  private final TaskCaller caller;
  private final Chance chance;
  private final Bill bill;
  private final String region;
  private final Alarms alarms;

  /// One execution takes one occurrence at a time.
  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

  private final AtomicLong lastNumber;
  private volatile boolean closed;

  public Engine(
      Store store,
      Scheduler scheduler,
      Ledger ledger,
      Definitions definitions,
      TaskCaller caller,
      Chance chance,
      Bill bill,
      String region) {
    this.store = store;
    this.scheduler = scheduler;
    this.ledger = ledger;
    this.definitions = definitions;
    this.caller = caller;
    this.chance = chance;
    this.bill = bill;
    this.region = region;
    this.lastNumber = new AtomicLong(ledger.lastNumber());
    this.alarms =
        new Alarms(
            ledger, scheduler, (number, alarm) -> deliver(number, new Occurrence.Rang(alarm)));
  }

  /// Lets everything go on that an earlier process left.
  public void resume() {
    ledger.owed(this::perform);
    alarms.arm();
  }

  /// Begins an execution. Call inside a write, and [#go] after it.
  public Execution begin(Execution execution) {
    ledger.put(execution);
    var facts = facts(execution);
    var details =
        Json.object()
            .put("input", execution.input().text())
            .put("inputDetails", Json.object().put("truncated", false).build())
            .put("roleArn", execution.roleArn())
            .put("stateMachineAliasArn", execution.alias())
            .put("stateMachineVersionArn", execution.version())
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

  public long nextNumber() {
    return lastNumber.incrementAndGet();
  }

  /// Lets an execution take its first step.
  public void go(Execution execution) {
    facts(execution).deadline().ifPresent(alarm -> alarms.expect(alarm.at()));
    perform(execution.number(), new Effect.GoOn());
  }

  private void perform(long number, Effect effect) {
    switch (effect) {
      case Effect.GoOn _ -> scheduler.soon(() -> deliver(number, new Occurrence.Continued()));
      case Effect.Call(var scope, var generation, var resource, var arguments) ->
          scheduler.soon(() ->
              caller.call(
                  new TaskCaller.Task(number, scope, generation),
                  resource,
                  arguments,
                  outcome -> deliver(number, new Occurrence.Answered(scope, generation, outcome))));
    }
  }

  /// Hands an occurrence to the task that has this token.
  ///
  /// @return whether the task was still there
  public boolean deliver(Token token, Occurrence occurrence) {
    var scope = ledger.scope(token.execution(), token.scope());
    if (scope == null || !token.opens(scope)) {
      return false;
    }
    deliver(token.execution(), occurrence);
    return true;
  }

  /// Hands an occurrence to an execution; one that has ended takes none.
  public void deliver(long number, Occurrence occurrence) {
    if (closed) {
      return;
    }
    var lock = locks.get((int) (number % LOCKS));
    List<Effect> effects;
    lock.lock();
    try {
      var execution = ledger.execution(number).filter(Execution::running);
      if (execution.isEmpty()) {
        drop(number, occurrence);
        return;
      }
      effects = advance(execution.get(), occurrence);
    } finally {
      lock.unlock();
    }
    effects.forEach(effect -> perform(number, effect));
  }

  private List<Effect> advance(Execution execution, Occurrence occurrence) {
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
      change.ending().ifPresent(ending -> ledger.put(execution.ended(ending, now)));
    });
    bill.count("states", "StateTransition", change.transitions());
    if (change.ending().isPresent()) {
      return List.of();
    }
    change.set().forEach(alarm -> alarms.expect(alarm.at()));
    return change.effects();
  }

  /// An alarm of an execution that is no more.
  private void drop(long number, Occurrence occurrence) {
    if (occurrence instanceof Occurrence.Rang(Alarm alarm)) {
      store.write(() -> ledger.forget(Alarms.key(number, alarm)));
    }
  }

  private Instant now() {
    return scheduler.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private Facts facts(Execution execution) {
    return new Facts(
        execution.number(),
        execution.arn(),
        execution.name(),
        execution.machineArn(),
        execution.machineName(),
        execution.roleArn(),
        region,
        execution.input(),
        execution.started(),
        definitions.machine(execution.revision()));
  }

  @Override
  public void close() {
    closed = true;
    alarms.close();
  }
}

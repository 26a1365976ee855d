package dev.slipway.local.states.engine;

import dev.slipway.local.states.engine.MapLedger.Input;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Effect;
import dev.slipway.local.states.execution.MapInputs;
import dev.slipway.local.states.execution.MapPlan;
import dev.slipway.local.states.execution.Occurrence;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.states.language.Errors;
import dev.slipway.local.states.query.QueryException;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Runs distributed Maps: plans what the children get, starts as many as there may be at once, and
/// tells the waiting execution when all are done or too many have failed.
///
/// What it does is safe to do again: a run that was planned is not planned twice, and a child that
/// was started is not started twice.
final class MapRuns {
  /// So many children run at once when nothing is said.
  private static final int MOST_AT_ONCE = 1_000;

  private final Store store;
  private final MapLedger maps;
  private final Ledger ledger;
  private final Engine engine;
  private final MapData data;
  private final Chance chance;
  private final AtomicLong lastNumber;

  MapRuns(Store store, MapLedger maps, Ledger ledger, Engine engine, MapData data, Chance chance) {
    this.store = store;
    this.maps = maps;
    this.ledger = ledger;
    this.engine = engine;
    this.data = data;
    this.chance = chance;
    this.lastNumber = new AtomicLong(maps.lastNumber());
  }

  void run(Execution parent, Effect.RunMap effect) {
    var inputs =
        new MapInputs(
            engine.facts(parent),
            id -> ledger.scope(parent.number(), id),
            effect.scope(),
            engine.now(),
            chance);
    if (maps.run(effect.plan().arn()).isEmpty()) {
      try {
        plan(parent, effect, inputs);
      } catch (QueryException e) {
        tell(
            new MapRun.Parent(parent.number(), effect.scope(), effect.generation()),
            new Failure(e.error(), String.valueOf(e.getMessage())));
        return;
      }
    }
    goOn(effect.plan(), parent, inputs);
  }

  private void plan(Execution parent, Effect.RunMap effect, MapInputs inputs) {
    var plan = effect.plan();
    var items =
        plan.items()
            .map(Json.Arr::items)
            .orElseGet(() ->
                data.read(
                    inputs.mode().reader().orElseThrow(),
                    plan.reader().orElseThrow(),
                    plan.maxItems()));
    var selected = new ArrayList<Json>();
    for (var i = 0; i < items.size(); i++) {
      selected.add(inputs.selected(i, items.get(i)));
    }
    var given =
        plan.batch()
            .map(batch -> Batching.batches(selected, batch))
            .orElseGet(() -> selected.stream().map(item -> new Input(item, 1)).toList());
    var run =
        new MapRun(
            lastNumber.incrementAndGet(),
            plan.arn(),
            new MapRun.Parent(parent.number(), effect.scope(), effect.generation()),
            MapRun.Status.RUNNING,
            engine.now(),
            Optional.empty(),
            plan.concurrency(),
            plan.tolerance(),
            0,
            MapRun.Counts.of(given.size()),
            MapRun.Counts.of(items.size()));
    store.write(() -> {
      for (var i = 0; i < given.size(); i++) {
        maps.putInput(run.number(), i, given.get(i));
      }
      maps.put(run);
    });
  }

  /// Starts children as far as there may be more; ends the run when nothing is left to wait for.
  private void goOn(MapPlan plan, Execution parent, MapInputs inputs) {
    var started =
        store.write(() -> {
          synchronized (maps) {
            return maps.run(plan.arn())
                .filter(MapRun::running)
                .map(run ->
                    run.intolerable() ? List.<Execution>of() : startMore(run, parent, inputs))
                .orElse(List.of());
          }
        });
    started.forEach(engine::go);
    maps.run(plan.arn())
        .filter(MapRun::running)
        .ifPresent(run -> {
          if (run.intolerable()) {
            fail(run);
          } else if (run.allEnded()) {
            succeed(run, plan, inputs);
          }
        });
  }

  private List<Execution> startMore(MapRun run, Execution parent, MapInputs inputs) {
    var most = run.concurrency() == 0 ? MOST_AT_ONCE : Math.min(run.concurrency(), MOST_AT_ONCE);
    var revision = engine.definitions().keep(inputs.mode().definition().text());
    var started = new ArrayList<Execution>();
    var next = run.next();
    var items = 0;
    while (next < run.children().total() && run.children().running() + started.size() < most) {
      var input = maps.input(run.number(), next);
      var child = child(run, parent, input, revision);
      maps.putChild(run.number(), next, child.number());
      started.add(engine.begin(child));
      items += input.items();
      next++;
    }
    maps.put(run.begun(next, items));
    return started;
  }

  private Execution child(MapRun run, Execution parent, Input input, String revision) {
    var name = chance.uuid();
    var label = run.arn().substring(run.arn().indexOf('/') + 1, run.arn().lastIndexOf(':'));
    var machineArn = parent.origin().machineArn() + "/" + label;
    var origin =
        new Execution.Origin(
            machineArn.replace(":stateMachine:", ":execution:") + ":" + name,
            name,
            machineArn,
            Optional.empty(),
            Optional.empty(),
            revision,
            parent.origin().roleArn(),
            Optional.of(run.arn()),
            input.items());
    return Execution.begun(engine.nextNumber(), origin, Document.of(input.json()), engine.now());
  }

  /// Counts a child that has ended. Call inside the write that says so.
  void count(Execution child, String arn) {
    synchronized (maps) {
      maps.run(arn).filter(MapRun::running).ifPresent(run -> maps.put(run.childEnded(child)));
    }
  }

  /// Lets a run go on of which a child has ended.
  void childEnded(String arn) {
    maps.run(arn)
        .filter(MapRun::running)
        .filter(run -> run.next() < run.children().total() || run.allEnded() || run.intolerable())
        .ifPresent(this::again);
  }

  private void again(MapRun run) {
    var parent = ledger.execution(run.parent().execution());
    var effect = ledger.owed(run.parent().execution(), run.parent().scope());
    if (parent.isPresent() && effect.isPresent() && effect.get() instanceof Effect.RunMap map) {
      run(parent.get(), map);
    }
  }

  private void succeed(MapRun run, MapPlan plan, MapInputs inputs) {
    var children =
        maps.children(run.number()).stream()
            .flatMap(number -> ledger.execution(number).stream())
            .toList();
    Outcome outcome;
    try {
      outcome = new Success(Document.of(result(run, plan, inputs, children)));
    } catch (QueryException e) {
      outcome = new Failure(e.error(), String.valueOf(e.getMessage()));
    }
    close(run, outcome instanceof Success ? MapRun.Status.SUCCEEDED : MapRun.Status.FAILED);
    tell(run.parent(), outcome);
  }

  private Json result(MapRun run, MapPlan plan, MapInputs inputs, List<Execution> children) {
    if (plan.writer().isPresent()) {
      var where =
          data.write(run.arn(), plan.writer().get(), inputs.mode().writerConfig(), children);
      return Json.object().put("MapRunArn", run.arn()).put("ResultWriterDetails", where).build();
    }
    return new Json.Arr(
        children.stream()
            .flatMap(child -> child.state().output().stream())
            .map(Document::json)
            .toList());
  }

  private void fail(MapRun run) {
    close(run, MapRun.Status.FAILED);
    tell(
        run.parent(),
        new Failure(Errors.TOLERANCE, "The specified tolerated failure threshold was exceeded"));
    stopChildren(run);
  }

  /// Nobody waits for a run any more.
  void abandon(long execution, int scope) {
    for (var run : maps.runs(execution)) {
      if (run.running() && run.parent().scope() == scope) {
        close(run, MapRun.Status.ABORTED);
        stopChildren(run);
      }
    }
  }

  private void close(MapRun run, MapRun.Status how) {
    store.write(() -> {
      synchronized (maps) {
        maps.run(run.arn())
            .filter(MapRun::running)
            .ifPresent(now -> {
              maps.dropInputs(now);
              maps.put(now.ended(how, engine.now()));
            });
      }
    });
  }

  private void stopChildren(MapRun run) {
    for (var number : maps.children(run.number())) {
      engine.deliver(number, new Occurrence.Stopped(Failure.NONE));
    }
  }

  private void tell(MapRun.Parent parent, Outcome outcome) {
    engine.deliver(
        parent.execution(), new Occurrence.Mapped(parent.scope(), parent.generation(), outcome));
  }
}

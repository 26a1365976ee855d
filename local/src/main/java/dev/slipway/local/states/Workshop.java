package dev.slipway.local.states;

import dev.slipway.local.bill.Bill;
import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.states.api.ActivityOperations;
import dev.slipway.local.states.api.AliasOperations;
import dev.slipway.local.states.api.DefinitionOperations;
import dev.slipway.local.states.api.ExecutionOperations;
import dev.slipway.local.states.api.Launcher;
import dev.slipway.local.states.api.Launcher.Kept;
import dev.slipway.local.states.api.MachineOperations;
import dev.slipway.local.states.api.MapRunOperations;
import dev.slipway.local.states.api.Names;
import dev.slipway.local.states.api.Operations;
import dev.slipway.local.states.api.StartOperations;
import dev.slipway.local.states.api.StateTestOperations;
import dev.slipway.local.states.api.TagOperations;
import dev.slipway.local.states.api.TaskOperations;
import dev.slipway.local.states.api.VersionOperations;
import dev.slipway.local.states.engine.Definitions;
import dev.slipway.local.states.engine.Engine;
import dev.slipway.local.states.engine.Execution;
import dev.slipway.local.states.engine.Ledger;
import dev.slipway.local.states.engine.MapLedger;
import dev.slipway.local.states.engine.TaskCaller;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence;
import dev.slipway.local.states.execution.Token;
import dev.slipway.local.states.language.Resource;
import dev.slipway.local.states.registry.Registry;
import dev.slipway.local.states.task.Activities;
import dev.slipway.local.states.task.ObjectMapData;
import dev.slipway.local.states.task.ServiceCalls;
import dev.slipway.local.states.task.Services;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import java.util.function.Consumer;

/// Puts the parts together: two engines, one for standard executions, which are kept, and one for
/// express executions, which end with the process.
final class Workshop implements AutoCloseable {
  private final Store passingStore = Store.inMemory();
  private final Engine engine;
  private final Engine passing;
  private final Operations operations;

  /// What comes from outside.
  record Surroundings(
      Store store,
      Scheduler scheduler,
      FunctionInvoker functions,
      Bill bill,
      String region,
      String account,
      Chance chance) {}

  Workshop(Surroundings from, Services services) {
    var registry = new Registry(from.store());
    var definitions = new Definitions(from.store());
    var ledger = new Ledger(from.store());
    var maps = new MapLedger(from.store());
    var names = new Names(from.region(), from.account());
    var activities = new Activities(from.scheduler());
    var data = new ObjectMapData(services);
    var calls = new LateCalls();
    var known = new Known(registry, definitions);
    engine = new Engine(parts(from, from.store(), ledger, maps, known), calls, data);
    var passingLedger = new Ledger(passingStore);
    passing =
        new Engine(
            parts(from, passingStore, passingLedger, new MapLedger(passingStore), known),
            calls,
            data);
    var launcher =
        new Launcher(
            registry,
            new Kept(from.store(), ledger, engine),
            new Kept(passingStore, passingLedger, passing),
            names,
            from.chance());
    calls.become(
        new ServiceCalls(
            from.functions(), activities, launcher, services, from.scheduler(), from.chance()));
    activities.whenTaken(this::taken);
    operations =
        new Operations(
            new MachineOperations(
                from.store(), registry, definitions, names, from.scheduler(), from.chance()),
            new VersionOperations(from.store(), registry, from.scheduler()),
            new AliasOperations(from.store(), registry, from.scheduler()),
            new TagOperations(from.store(), registry),
            new StartOperations(launcher),
            new ExecutionOperations(registry, ledger, definitions, engine),
            new TaskOperations(engine),
            new ActivityOperations(from.store(), registry, activities, names, from.scheduler()),
            new MapRunOperations(from.store(), ledger, maps),
            new DefinitionOperations(),
            new StateTestOperations(calls, from.scheduler(), from.chance(), from.region()));
  }

  /// What both engines look up.
  private record Known(Registry registry, Definitions definitions) {}

  private static Engine.Parts parts(
      Surroundings from, Store store, Ledger ledger, MapLedger maps, Known known) {
    return new Engine.Parts(
        store,
        from.scheduler(),
        ledger,
        maps,
        known.definitions(),
        arn -> known.registry().activity(arn).isPresent(),
        from.chance(),
        from.bill(),
        from.region());
  }

  /// The engines call tasks, and tasks start executions: so what calls comes when both are there.
  private static final class LateCalls implements TaskCaller {
    private volatile TaskCaller calls = (_, _, _, _) -> {};

    void become(TaskCaller real) {
      calls = real;
    }

    @Override
    public void call(Task task, Resource resource, Document arguments, Answer answer) {
      calls.call(task, resource, arguments, answer);
    }
  }

  private boolean taken(Activities.Waiting task, String worker) {
    return Token.of(task.token())
        .filter(token ->
            engine.deliver(token, new Occurrence.Taken(token.scope(), token.generation(), worker)))
        .isPresent();
  }

  Operations operations() {
    return operations;
  }

  void watch(Consumer<Execution> listener) {
    engine.watch(listener);
  }

  void resume() {
    engine.resume();
  }

  @Override
  public void close() {
    engine.close();
    passing.close();
    passingStore.close();
  }
}

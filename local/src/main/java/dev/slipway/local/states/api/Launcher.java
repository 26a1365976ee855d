package dev.slipway.local.states.api;

import dev.slipway.local.states.engine.Engine;
import dev.slipway.local.states.engine.Execution;
import dev.slipway.local.states.engine.Ledger;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.registry.Registry;
import dev.slipway.local.states.registry.StateMachine;
import dev.slipway.local.states.registry.StateMachine.Content;
import dev.slipway.local.states.registry.Version;
import dev.slipway.local.states.task.Executions;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import java.util.Optional;
import java.util.function.Consumer;

/// Starts executions of machines, versions and aliases.
public final class Launcher implements Executions {
  private final Store store;
  private final Registry registry;
  private final Kept kept;
  private final Kept passing;
  private final Names names;
  private final Chance chance;

  /// Where executions are kept and who lets them go on.
  public record Kept(Store store, Ledger ledger, Engine engine) {}

  /// @param kept for standard executions
  /// @param passing for express executions, which nobody can look up
  public Launcher(Registry registry, Kept kept, Kept passing, Names names, Chance chance) {
    this.store = kept.store();
    this.registry = registry;
    this.kept = kept;
    this.passing = passing;
    this.names = names;
    this.chance = chance;
  }

  /// What an execution will run.
  record Plan(
      StateMachine machine, Content content, Optional<String> version, Optional<String> alias) {}

  /// @param arn of a machine, a version or an alias
  Plan plan(String arn) {
    var machine = registry.machine(arn);
    if (machine.isPresent()) {
      return new Plan(machine.get(), machine.get().content(), Optional.empty(), Optional.empty());
    }
    var alias = registry.alias(arn);
    var versionArn = alias.map(found -> found.draw(chance.numbers())).orElse(arn);
    Version version =
        registry.version(versionArn).orElseThrow(() -> MachineOperations.missing(arn));
    var owner =
        registry.machine(version.machineArn()).orElseThrow(() -> MachineOperations.missing(arn));
    return new Plan(owner, version.content(), Optional.of(versionArn), alias.map(_ -> arn));
  }

  /// Starts an execution; starting it again by its name and input gives the same.
  Execution start(Plan plan, Optional<String> wanted, Document input) {
    var name = wanted.map(Names::name).orElseGet(chance::uuid);
    return switch (plan.machine().type()) {
      case STANDARD -> standard(plan, name, input);
      case EXPRESS -> express(plan, name, input, _ -> {});
    };
  }

  /// Starts an express execution and tells when it has ended.
  Execution startSync(
      Plan plan, Optional<String> wanted, Document input, Consumer<Execution> listener) {
    return express(plan, wanted.map(Names::name).orElseGet(chance::uuid), input, listener);
  }

  @Override
  public Execution start(String arn, Optional<String> name, Document input) {
    return start(plan(Names.machineArn(arn)), name, input);
  }

  private Execution standard(Plan plan, String name, Document input) {
    var arn = names.execution(plan.machine().name(), name);
    var execution =
        store.write(() -> {
          synchronized (kept.ledger()) {
            return kept.ledger()
                .execution(arn)
                .map(existing -> same(existing, input))
                .orElseGet(() -> begin(kept, plan, arn, name, input));
          }
        });
    kept.engine().go(execution);
    return execution;
  }

  private static Execution same(Execution existing, Document input) {
    if (existing.running() && existing.input().equals(input)) {
      return existing;
    }
    throw Request.refusal(
        "ExecutionAlreadyExists", "Execution Already Exists: '%s'".formatted(existing.arn()));
  }

  /// The listener is there before the execution, which is forgotten when it has ended.
  private Execution express(Plan plan, String name, Document input, Consumer<Execution> listener) {
    var arn = names.express(plan.machine().name(), name, chance.uuid());
    var execution = passing.store().write(() -> begin(passing, plan, arn, name, input));
    passing.engine().whenEnded(execution.number(), listener);
    passing.engine().go(execution);
    return execution;
  }

  private static Execution begin(Kept where, Plan plan, String arn, String name, Document input) {
    var engine = where.engine();
    var origin =
        new Execution.Origin(
            arn,
            name,
            plan.machine().arn(),
            plan.version(),
            plan.alias(),
            plan.content().revision(),
            plan.content().roleArn(),
            Optional.empty(),
            0);
    return engine.begin(Execution.begun(engine.nextNumber(), origin, input, engine.now()));
  }

  @Override
  public void whenEnded(Execution execution, Consumer<Execution> listener) {
    kept.engine().whenEnded(execution.number(), listener);
  }

  @Override
  public Optional<Execution> find(String arn) {
    return kept.ledger().execution(arn);
  }

  @Override
  public String arn(String machineArn, String name) {
    return names.execution(plan(machineArn).machine().name(), name);
  }
}

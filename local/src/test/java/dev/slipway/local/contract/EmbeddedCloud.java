package dev.slipway.local.contract;

import dev.slipway.local.BucketObjects;
import dev.slipway.local.bill.Bill;
import dev.slipway.local.builds.Builds;
import dev.slipway.local.builds.Project;
import dev.slipway.local.events.Deliveries;
import dev.slipway.local.events.EventBuses;
import dev.slipway.local.events.SchedulerRest;
import dev.slipway.local.events.Schedules;
import dev.slipway.local.events.Targets;
import dev.slipway.local.lambda.Calls;
import dev.slipway.local.lambda.LambdaFunctions;
import dev.slipway.local.lambda.LambdaRest;
import dev.slipway.local.objects.Objects;
import dev.slipway.local.queues.QueueQuery;
import dev.slipway.local.queues.Queues;
import dev.slipway.local.secrets.Parameters;
import dev.slipway.local.secrets.Secrets;
import dev.slipway.local.states.StateMachines;
import dev.slipway.local.store.Store;
import dev.slipway.local.tables.Tables;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsPort;
import dev.slipway.local.wire.JsonService;
import dev.slipway.local.wire.Sts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every service on one AWS port, without a template.
public final class EmbeddedCloud implements AutoCloseable {
  private static final String REGION = "us-east-1";
  private static final String ACCOUNT = "000000000000";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final AwsPort port = opened(new AwsPort());

  public EmbeddedCloud(Path folder, Scheduler scheduler, Chance chance) {
    var store = opened(Store.open(folder.resolve("store"), Store.Durability.PROCESS));
    var queues = new Queues(store, scheduler, chance, port.port(), REGION, ACCOUNT);
    var objects = Objects.inFiles(folder.resolve("objects"), store, scheduler, chance, REGION);
    var functions =
        opened(
            new LambdaFunctions(
                new LambdaFunctions.Surroundings(
                    store, scheduler, chance, Calls.onThreads(), (_, _, _) -> {}, REGION, ACCOUNT),
                new Bill()));
    var targets = new Targets(functions, queues);
    var deliveries = new Deliveries(store, scheduler, chance, targets);
    var events =
        opened(new EventBuses(store, scheduler, chance, deliveries, targets, REGION, ACCOUNT));
    var schedules = opened(new Schedules(store, scheduler, chance, deliveries, REGION, ACCOUNT));
    var builds =
        opened(
            new Builds(
                store,
                scheduler,
                chance,
                events,
                (_, ended) -> {
                  ended.accept(0);
                  return () -> {};
                },
                Map.of(),
                1,
                REGION,
                ACCOUNT));
    builds.addProject(
        new Project(
            "project",
            "arn:aws:codebuild:%s:%s:project/project".formatted(REGION, ACCOUNT),
            "",
            Duration.ofHours(1),
            Duration.ofHours(1)));
    var tables = opened(new Tables(store, scheduler, REGION, ACCOUNT));
    var parameters = new Parameters(store, scheduler, REGION, ACCOUNT);
    var secrets = new Secrets(store, scheduler, chance, REGION, ACCOUNT);
    var states =
        opened(new StateMachines(store, scheduler, functions, new Bill(), REGION, ACCOUNT, chance));
    states.integrations(
        Stream.of(tables, queues, events, secrets, parameters, builds)
            .collect(Collectors.toMap(JsonService::targetPrefix, Function.identity())));
    states.objects(new BucketObjects(objects));
    port.with(queues)
        .with(tables)
        .with(events)
        .with(parameters)
        .with(secrets)
        .with(builds)
        .with(states)
        .with(new QueueQuery(queues))
        .with(new Sts(ACCOUNT))
        .with(new LambdaRest(functions, ACCOUNT).service())
        .with(new SchedulerRest(schedules).service())
        .objects(objects)
        .start(scheduler);
    states.resume();
    functions.start(targets);
    events.start();
    schedules.start();
  }

  private <T extends AutoCloseable> T opened(T thing) {
    open.push(thing);
    return thing;
  }

  public AwsPort port() {
    return port;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a service does not close", e);
      }
    }
  }
}

package dev.slipway.local.simulation;

import dev.slipway.functions.aws.Outside;
import dev.slipway.local.bill.Bill;
import dev.slipway.local.builds.Builds;
import dev.slipway.local.events.Deliveries;
import dev.slipway.local.events.EventBuses;
import dev.slipway.local.events.Schedules;
import dev.slipway.local.events.Targets;
import dev.slipway.local.lambda.LambdaFunctions;
import dev.slipway.local.objects.Objects;
import dev.slipway.local.queues.Queues;
import dev.slipway.local.resource.Cloud;
import dev.slipway.local.resource.Front;
import dev.slipway.local.resource.ResourceTypes;
import dev.slipway.local.secrets.Parameters;
import dev.slipway.local.secrets.Secrets;
import dev.slipway.local.states.StateMachines;
import dev.slipway.local.store.Store;
import dev.slipway.local.tables.Tables;
import dev.slipway.local.template.Stack;
import dev.slipway.local.template.Template;
import dev.slipway.local.time.Chance;
import dev.slipway.local.wire.JsonServices;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The platform of the templates on a store, in simulated time. Made again on the same store it is
/// the same platform after a kill.
final class SimulatedCloud {
  private static final String REGION = "us-east-1";
  private static final String ACCOUNT = "000000000000";
  private static final URI ADDRESS = URI.create("http://127.0.0.1:4566");
  private static final Path SNAPSHOTS = Path.of("../infra-cdk/snapshots");
  private static final List<Template> TEMPLATES =
      List.of(
          Template.read(SNAPSHOTS.resolve("slipway-stateful.template.json")),
          Template.read(SNAPSHOTS.resolve("slipway-stateless.template.json")));

  /// The agents of a killed process are known to be lost, or back, after that long.
  private static final Duration GRACE = Duration.ofSeconds(30);

  /// What survives a kill, and what the world around is.
  record World(
      Store store,
      Objects objects,
      SimulatedScheduler scheduler,
      Faults faults,
      Chance chance,
      EventLog log,
      RunWatch watch,
      CrashingCalls calls,
      Path folder) {}

  private final World world;
  private final Queues queues;
  private final Secrets secrets;
  private final StateMachines states;
  private final Cloud cloud;
  private final HttpExchanges http;
  private final Targets targets;

  SimulatedCloud(World world) {
    this.world = world;
    var scheduler = world.scheduler();
    var store = world.store();
    var chance = world.chance();
    var bill = new Bill();
    this.queues = new Queues(store, scheduler, chance, 4566, REGION, ACCOUNT);
    var tables = new Tables(store, scheduler, REGION, ACCOUNT);
    var functions =
        new LambdaFunctions(
            new LambdaFunctions.Surroundings(
                store, scheduler, chance, world.calls(), (_, _, _) -> {}, REGION, ACCOUNT),
            bill);
    this.http = new HttpExchanges(scheduler, functions);
    this.targets = new Targets(functions, queues);
    var deliveries = new Deliveries(store, scheduler, chance, targets);
    var events = new EventBuses(store, scheduler, chance, deliveries, targets, REGION, ACCOUNT);
    var schedules = new Schedules(store, scheduler, chance, deliveries, REGION, ACCOUNT);
    this.secrets = new Secrets(store, scheduler, chance, REGION, ACCOUNT);
    var parameters = new Parameters(store, scheduler, REGION, ACCOUNT);
    this.states = new StateMachines(store, scheduler, functions, bill, REGION, ACCOUNT, chance);
    var agent =
        new SimulatedAgent(
            scheduler,
            world.faults(),
            world.log(),
            (path, token, body) ->
                http.send(
                    function("ServeRunner"),
                    "POST",
                    path,
                    Map.of("authorization", "Bearer " + token),
                    body.text()));
    var builds = new Builds(store, scheduler, chance, events, agent, Map.of(), 8, REGION, ACCOUNT);
    this.cloud =
        new Cloud(
            scheduler,
            tables,
            queues,
            world.objects(),
            functions,
            events,
            schedules,
            secrets,
            parameters,
            builds,
            REGION,
            ACCOUNT,
            8080,
            Map.of(
                "AWS_ENDPOINT_URL",
                ADDRESS.toString(),
                "AWS_REGION",
                REGION,
                "AWS_ACCESS_KEY_ID",
                "any",
                "AWS_SECRET_ACCESS_KEY",
                "any",
                "GIT_CACHE",
                world.folder().resolve("git").toString()),
            world.folder().resolve("no-site"),
            new Front());
    var services =
        new JsonServices(
            List.of(tables, tables.streams(), queues, states, events, secrets, parameters, builds),
            bill);
    targets.connect(services);
    functions.connect(
        new Outside(
            scheduler,
            new SimulatedNetwork(
                scheduler, world.faults(), world.log(), world.watch(), services, world.objects()),
            scheduler::pass));
    create();
  }

  private void create() {
    var around =
        new Stack.Surroundings(
            REGION, ACCOUNT, Map.of("AccessMode", "loopback"), cloud.parameters()::get);
    var types = new ResourceTypes(cloud);
    TEMPLATES.forEach(template -> Stack.create(template, around, types));
  }

  void go() {
    states.resume();
    cloud.builds().resume();
    cloud.functions().start(targets);
    cloud.events().start();
    cloud.schedules().start();
    var scheduler = world.scheduler();
    scheduler.at(scheduler.instant().plus(GRACE), cloud.schedules()::catchUp);
  }

  HttpExchanges http() {
    return http;
  }

  Queues queues() {
    return queues;
  }

  StateMachines states() {
    return states;
  }

  Tables tables() {
    return cloud.tables();
  }

  String webhookSecret() {
    return secrets.valueOf("slipway-stateful-WebhookSecret");
  }

  /// The name of the function of a handler.
  static String function(String handler) {
    for (var template : TEMPLATES) {
      for (var declared : template.resources().entrySet()) {
        var named =
            declared
                .getValue()
                .properties()
                .string("Handler")
                .filter(name -> name.contains("." + handler + "Handler"));
        if (named.isPresent()) {
          return template.stack() + "-" + declared.getKey();
        }
      }
    }
    throw new IllegalArgumentException(handler);
  }
}

package dev.slipway.local;

import dev.slipway.functions.aws.Outside;
import dev.slipway.local.bill.Bill;
import dev.slipway.local.builds.Agent;
import dev.slipway.local.builds.Builds;
import dev.slipway.local.console.StatesConsole;
import dev.slipway.local.events.Deliveries;
import dev.slipway.local.events.EventBuses;
import dev.slipway.local.events.ObjectNotices;
import dev.slipway.local.events.SchedulerRest;
import dev.slipway.local.events.Schedules;
import dev.slipway.local.events.Targets;
import dev.slipway.local.lambda.Calls;
import dev.slipway.local.lambda.FunctionLog;
import dev.slipway.local.lambda.LambdaFunctions;
import dev.slipway.local.lambda.LambdaRest;
import dev.slipway.local.objects.Objects;
import dev.slipway.local.queues.QueueQuery;
import dev.slipway.local.queues.Queues;
import dev.slipway.local.resource.Cloud;
import dev.slipway.local.resource.Front;
import dev.slipway.local.resource.ResourceTypes;
import dev.slipway.local.secrets.Parameters;
import dev.slipway.local.secrets.Secrets;
import dev.slipway.local.states.StateMachines;
import dev.slipway.local.store.Store;
import dev.slipway.local.store.StoreException;
import dev.slipway.local.tables.Tables;
import dev.slipway.local.template.Stack;
import dev.slipway.local.template.Template;
import dev.slipway.local.template.TemplateException;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SystemScheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.AwsServer;
import dev.slipway.local.wire.JsonService;
import dev.slipway.local.wire.JsonServices;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.local.wire.Sts;
import dev.slipway.runner.AgentMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The whole platform in this JVM: every resource of the templates, on two ports of this machine.
///
/// Starting it again on the same folder finds everything as it was, and lets go on what was under
/// way: messages, executions, builds.
public final class SlipwayCloud implements AutoCloseable {
  private static final String REGION = "us-east-1";
  private static final String ACCOUNT = "000000000000";

  /// Agents of an earlier process report again within this; only then is it known who is lost.
  private static final Duration GRACE = Duration.ofSeconds(30);

  /// Where and how the cloud runs.
  ///
  /// @param data the folder with everything that survives the process
  /// @param port of the site and the API; 0 for any that is free
  /// @param awsPort of the AWS endpoints; 0 for any that is free
  /// @param templates the synthesized templates, each after those whose parameters it reads
  /// @param site the built site's files
  /// @param builds how many builds run at once
  /// @param machine variables of the machine that jobs may see
  public record Settings(
      Path data,
      int port,
      int awsPort,
      List<Path> templates,
      Path site,
      int builds,
      Store.Durability durability,
      Map<String, String> machine) {
    public Settings {
      templates = List.copyOf(templates);
      machine = Map.copyOf(machine);
    }
  }

  private final Settings settings;
  private final Deque<AutoCloseable> open;
  private final DataFolder folder;
  private final Bill bill = new Bill();
  private final LoopbackServer publicServer;
  private final LoopbackServer awsServer;
  private final StateMachines states;
  private final Targets targets;
  private final Cloud cloud;

  /// @param open takes what is opened, so that it is closed when the rest does not start
  private SlipwayCloud(Settings settings, Deque<AutoCloseable> open) {
    this.settings = settings;
    this.open = open;
    this.folder = opened(DataFolder.open(settings.data()));
    var publicDoor = new LateAnswering();
    var awsDoor = new LateAnswering();
    var scheduler = opened(new SystemScheduler());
    this.publicServer = opened(bind(settings.port(), "--port", scheduler, publicDoor));
    this.awsServer = opened(bind(settings.awsPort(), "--aws-port", scheduler, awsDoor));
    var chance = Chance.ofTheMachine();
    var store = opened(Store.open(folder.at("cloud.store"), settings.durability()));
    var queues = new Queues(store, scheduler, chance, awsServer.port(), REGION, ACCOUNT);
    var objects = Objects.inFiles(folder.at("objects"), store, scheduler, chance, REGION);
    var tables = opened(new Tables(store, scheduler, REGION, ACCOUNT));
    var functions =
        opened(
            new LambdaFunctions(
                new LambdaFunctions.Surroundings(
                    store,
                    scheduler,
                    chance,
                    Calls.onThreads(),
                    FunctionLog.toThePlatform(),
                    REGION,
                    ACCOUNT),
                bill));
    this.targets = new Targets(functions, queues);
    var deliveries = new Deliveries(store, scheduler, chance, targets);
    var events =
        opened(new EventBuses(store, scheduler, chance, deliveries, targets, REGION, ACCOUNT));
    objects.listen(new ObjectNotices(objects, deliveries, events, scheduler, REGION));
    var schedules = opened(new Schedules(store, scheduler, chance, deliveries, REGION, ACCOUNT));
    var secrets = new Secrets(store, scheduler, chance, REGION, ACCOUNT);
    var parameters = new Parameters(store, scheduler, REGION, ACCOUNT);
    this.states =
        opened(new StateMachines(store, scheduler, functions, bill, REGION, ACCOUNT, chance));
    var builds =
        opened(
            new Builds(
                store,
                scheduler,
                chance,
                events,
                Agent.onThreads(environment -> AgentMain.run(here(environment))),
                machine(),
                settings.builds(),
                REGION,
                ACCOUNT));
    this.cloud =
        new Cloud(
            scheduler,
            tables,
            queues,
            objects,
            functions,
            events,
            schedules,
            secrets,
            parameters,
            builds,
            REGION,
            ACCOUNT,
            publicServer.port(),
            functionDefaults(),
            settings.site(),
            new Front());
    publicDoor.set(new StatesConsole(states, cloud.front()));
    var services =
        new JsonServices(
            List.of(tables, tables.streams(), queues, states, events, secrets, parameters, builds),
            bill);
    targets.connect(services);
    states.integrations(
        Stream.of(tables, queues, events, secrets, parameters, builds)
            .collect(Collectors.toMap(JsonService::targetPrefix, Function.identity())));
    states.objects(new BucketObjects(objects));
    states.announce((arn, detail) ->
        events.tell("aws.states", "Step Functions Execution Status Change", List.of(arn), detail));
    functions.connect(
        new Outside(scheduler, services.inProcess(URI.create(awsUrl())), Outside.real().pause()));
    awsDoor.set(
        new AwsServer(
            new AwsServer.Services(
                services,
                List.of(new QueueQuery(queues), new Sts(ACCOUNT)),
                List.of(
                    new LambdaRest(functions, ACCOUNT).service(),
                    new SchedulerRest(schedules).service()),
                objects),
            bill,
            scheduler));
    publicServer.start();
    awsServer.start();
    create();
    functions.warm();
  }

  /// Starts the cloud; it answers when this returns.
  ///
  /// @throws StartException when it cannot start here, saying why and what to do
  public static SlipwayCloud start(Settings settings) {
    var open = new ArrayDeque<AutoCloseable>();
    try {
      var cloud = new SlipwayCloud(settings, open);
      cloud.go();
      return cloud;
    } catch (TemplateException | StoreException | AwsError e) {
      close(open);
      throw new StartException(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      close(open);
      throw e;
    }
  }

  private <T extends AutoCloseable> T opened(T thing) {
    open.push(thing);
    return thing;
  }

  private static LoopbackServer bind(
      int port, String option, InstantSource clock, LoopbackServer.Answering door) {
    try {
      return LoopbackServer.bind(port, clock, door);
    } catch (IOException e) {
      throw new StartException(
          "Port %d cannot be used (%s); choose another with %s"
              .formatted(port, e.getMessage(), option));
    }
  }

  private Map<String, String> machine() {
    var machine = new TreeMap<>(settings.machine());
    machine.put("SLIPWAY_AGENT_HOME", folder.at("agent").toString());
    return machine;
  }

  /// A build that is started anew may have been asked for when the platform had another port.
  private Map<String, String> here(Map<String, String> build) {
    var environment = new TreeMap<>(build);
    environment.put("SLIPWAY_URL", url());
    return environment;
  }

  private Map<String, String> functionDefaults() {
    return Map.of(
        "AWS_ENDPOINT_URL",
        awsUrl(),
        "AWS_REGION",
        REGION,
        "AWS_ACCESS_KEY_ID",
        "slipway",
        "AWS_SECRET_ACCESS_KEY",
        "slipway",
        "GIT_CACHE",
        folder.at("git").toString());
  }

  private void create() {
    var around =
        new Stack.Surroundings(
            REGION, ACCOUNT, Map.of("AccessMode", "loopback"), cloud.parameters()::get);
    var types = new ResourceTypes(cloud);
    for (var file : settings.templates()) {
      Stack.create(Template.read(file), around, types);
    }
  }

  /// What an earlier process left goes on once everything answers.
  private void go() {
    cloud.front().open();
    states.resume();
    cloud.builds().resume();
    cloud.functions().start(targets);
    cloud.events().start();
    cloud.schedules().start();
    cloud.scheduler().at(cloud.scheduler().instant().plus(GRACE), cloud.schedules()::catchUp);
    folder.announce(url(), awsUrl());
  }

  /// Where the site and the API are.
  public String url() {
    return "http://127.0.0.1:" + publicServer.port();
  }

  /// Where AWS clients find their services.
  public String awsUrl() {
    return "http://127.0.0.1:" + awsServer.port();
  }

  /// With what forges sign.
  public String webhookSecret() {
    return cloud.secrets().valueOf("slipway-stateful-WebhookSecret");
  }

  public Bill bill() {
    return bill;
  }

  @Override
  public void close() {
    close(open);
  }

  /// What was opened last is closed first, and nothing keeps the others from it.
  private static void close(Deque<AutoCloseable> open) {
    while (!open.isEmpty()) {
      var thing = open.pop();
      try {
        thing.close();
      } catch (Exception e) {
        System.getLogger("slipway")
            .log(System.Logger.Level.WARNING, "closing " + thing.getClass().getSimpleName(), e);
      }
    }
  }
}

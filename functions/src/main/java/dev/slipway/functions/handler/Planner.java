package dev.slipway.functions.handler;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.plan.DispatchInputs;
import dev.slipway.ci.plan.Event;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.plan.Triggers;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunFactory;
import dev.slipway.ci.run.RunInputs;
import dev.slipway.ci.run.RunStore;
import dev.slipway.ci.statemachine.StateMachineCompiler;
import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.ci.webhook.Delivery;
import dev.slipway.ci.webhook.DeliveryMessage;
import dev.slipway.ci.webhook.DeliveryStore;
import dev.slipway.ci.webhook.GitHubEvents;
import dev.slipway.ci.webhook.RepositoryStore;
import dev.slipway.ci.workflow.CallCheck;
import dev.slipway.ci.workflow.Findings;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.Unsupported;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.ci.workflow.WorkflowTree;
import dev.slipway.functions.aws.DynamoDbRepositories;
import dev.slipway.git.GitRepositories;
import dev.slipway.git.GitUrl;
import dev.slipway.git.Since;
import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Makes runs of a delivery: fetches the workflow files of its revision, matches their triggers,
/// creates each run, publishes its state machine where it is new, and starts it. Planning the same
/// delivery again finds the same runs.
final class Planner {
  private static final int MAX_COLLISIONS = 256;

  /// Events whose body names the workflow that they are for.
  private static final Set<String> FOR_ONE_FILE = Set.of("workflow_dispatch", "schedule");

  private final Runs runs;
  private final ToldBefore told;
  private final RepositoryStore repositories;
  private final Followers followers;
  private final OrderBook orders;
  private final GitRepositories git;
  private final WorkflowFiles workflows;
  private final CalledWorkflows called;
  private final GitUrl.Reach reach;
  private final String role;
  private final StateMachineCompiler.FunctionArns functions;

  Planner(Map<String, String> variables, Runs runs, DeliveryStore deliveries) {
    var env = new Env(variables);
    this.runs = runs;
    this.told = new ToldBefore(deliveries);
    this.repositories = new DynamoDbRepositories(runs.aws(), env.require("REPOSITORIES_TABLE"));
    this.followers = runs.followers(env);
    this.orders = new OrderBook(repositories, runs.clock());
    this.git = new GitRepositories(env.gitCache());
    this.workflows = new WorkflowFiles(git);
    this.reach = Reach.of(env);
    this.called = new CalledWorkflows(git, repositories, reach);
    this.role = env.require("PIPELINE_ROLE_ARN");
    this.functions =
        new StateMachineCompiler.FunctionArns(
            env.require("START_JOB_FUNCTION_ARN"), env.require("FINISH_RUN_FUNCTION_ARN"));
  }

  /// What became of a delivery.
  record Outcome(Delivery.Status status, String detail, List<String> runs) {
    static Outcome ignored(String why) {
      return new Outcome(Delivery.Status.IGNORED, why, List.of());
    }

    static Outcome failed(String why) {
      return new Outcome(Delivery.Status.FAILED, why, List.of());
    }
  }

  Outcome plan(DeliveryMessage message) {
    var id = RepositoryId.parse(message.repository());
    var repository = repositories.get(id);
    if (repository.isEmpty()) {
      return Outcome.ignored(
          "repository %s is not connected; connect it with: ./slipway repo add %s URL"
              .formatted(id, id));
    }
    Event event;
    try {
      var url = GitUrl.of(repository.get().url(), reach);
      event =
          GitHubEvents.read(
              message.event(),
              withDefaultBranch(message, repository.get(), url),
              ref -> Optional.ofNullable(git.listRefs(url).get(ref)));
    } catch (IllegalArgumentException e) {
      return Outcome.failed("the body is not as GitHub sends it: " + e.getMessage());
    }
    if (event.isDeletion()) {
      told.left(message, event);
      return Outcome.ignored("%s was deleted".formatted(event.ref()));
    }
    return switch (told.claim(message, event)) {
      case ToldBefore.Claim.Done(var why) -> {
        saw(event);
        yield Outcome.ignored(why);
      }
      case ToldBefore.Claim.Open(var first) -> {
        var outcome = plan(first, event, repository.get());
        saw(event);
        yield outcome;
      }
    };
  }

  /// Only what was dealt with is no longer the sweep's.
  private void saw(Event event) {
    if (event.name().equals("push")) {
      repositories.saw(event.repository(), event.ref(), event.sha());
    }
  }

  /// GitHub tells it; the platform itself need not, and a push has no use for it.
  private Json.Obj withDefaultBranch(
      DeliveryMessage message, ConnectedRepository repository, GitUrl url) {
    var body = body(message);
    var about = body.object("repository");
    if (message.event().equals("push") || about.string("default_branch").isPresent()) {
      return body;
    }
    return repository
        .defaultBranch()
        .or(() -> git.defaultBranch(url))
        .map(branch -> body.with("repository", about.with("default_branch", Json.of(branch))))
        .orElse(body);
  }

  private Json.Obj body(DeliveryMessage message) {
    return message
        .body()
        .orElseGet(() ->
            Json.parseObject(
                runs.objects()
                    .get(message.bodyKey().orElseThrow())
                    .orElseThrow(() -> new IllegalStateException("the stored body is gone"))));
  }

  private Outcome plan(DeliveryMessage message, Event event, ConnectedRepository repository) {
    var url = GitUrl.of(repository.url(), reach);
    var files = workflows.at(url, event.ref(), event.sha());
    if (files.isEmpty()) {
      return Outcome.ignored("no workflow files at %s".formatted(event.sha()));
    }
    orders.take(event, repository, files);
    var told = withCommitMessage(event, url);
    var made = new ArrayList<String>();
    var notes = new ArrayList<String>();
    for (var file : files.entrySet()) {
      planFile(message, told, repository, url, file.getKey(), files)
          .ifPresentOrElse(run -> made.add(run.id().toString()), () -> notes.add(file.getKey()));
    }
    return made.isEmpty()
        ? Outcome.ignored("no workflow starts on it: " + String.join(", ", notes))
        : new Outcome(Delivery.Status.PLANNED, "%d run(s)".formatted(made.size()), made);
  }

  /// A hook of one's own and the sweep tell of a push without its commit.
  private Event withCommitMessage(Event event, GitUrl url) {
    if (!event.name().equals("push") || event.title().isPresent()) {
      return event;
    }
    return git.subject(url, event.ref(), event.sha()).map(event::withCommitMessage).orElse(event);
  }

  private Optional<Run> planFile(
      DeliveryMessage message,
      Event event,
      ConnectedRepository repository,
      GitUrl url,
      String path,
      Map<String, String> files) {
    var source = String.valueOf(files.get(path));
    var wanted = event.payload().string("workflow");
    if (FOR_ONE_FILE.contains(event.name())
        && wanted.isPresent()
        && !WorkflowFiles.names(path, wanted.get())) {
      return Optional.empty();
    }
    var vars = Json.strings(repository.vars());
    var inputs =
        new RunInputs(
            path, source, event, Json.Obj.EMPTY, vars, repository.url(), server(repository));
    return switch (WorkflowReader.read(path, source)) {
      case ReadResult.Refused(var findings) ->
          Optional.of(fail(message, inputs, "Invalid workflow file: " + Findings.text(findings)));
      case ReadResult.Valid(var workflow, _) -> start(message, url, workflow, inputs, files);
    };
  }

  /// Where people look at it: the server of an https address; GitHub where the address is local.
  private static String server(ConnectedRepository repository) {
    var url = repository.url();
    if (url.startsWith("https://")) {
      var host =
          url.substring("https://".length()).replaceFirst("^[^/@]*@", "").replaceFirst("/.*$", "");
      return "https://" + host;
    }
    return "https://github.com";
  }

  private Optional<Run> start(
      DeliveryMessage message,
      GitUrl url,
      Workflow workflow,
      RunInputs given,
      Map<String, String> files) {
    var event = given.event();
    var match =
        Triggers.match(
            workflow,
            event,
            () -> git.changedFiles(url, event.ref(), since(event), event.sha(), Triggers.MAX_DIFF));
    if (match instanceof Triggers.Match.Ignored) {
      return Optional.empty();
    }
    var calls =
        CallCheck.of(workflow, called.library(event.repository(), files, given.serverUrl()));
    var fault = fault(calls);
    if (fault.isPresent()) {
      return Optional.of(fail(message, given, fault.get()));
    }
    try {
      var inputs = withDispatchInputs(workflow, given).calling(calls.sources());
      var run = once(message, inputs, id -> make(message, id, calls.tree(), inputs));
      return Optional.of(begin(run));
    } catch (InvalidPlanException | ExpressionException e) {
      return Optional.of(fail(message, given, "%s: %s".formatted(workflow.path(), e.getMessage())));
    }
  }

  /// Why a file and what it calls cannot become a run, if they cannot.
  private static Optional<String> fault(CallCheck.Result calls) {
    if (!calls.findings().isEmpty()) {
      return Optional.of("Invalid workflow file: " + Findings.text(calls.findings()));
    }
    if (!calls.unread().isEmpty()) {
      return Optional.of(Findings.text(calls.unread()));
    }
    var missing = Unsupported.in(calls.tree());
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("Cannot run yet: " + Findings.text(missing));
  }

  private static Since since(Event event) {
    return event
        .before()
        .<Since>map(before ->
            event.name().equals("pull_request") ? new Since.Fork(before) : new Since.Commit(before))
        .orElseGet(Since.NewBranch::new);
  }

  private static RunInputs withDispatchInputs(Workflow workflow, RunInputs given) {
    if (!given.event().name().equals("workflow_dispatch")) {
      return given;
    }
    var texts = JobJson.stringMap(given.event().payload().object("inputs"));
    return new RunInputs(
        given.workflowPath(),
        given.workflowSource(),
        given.event(),
        DispatchInputs.check(workflow, texts),
        given.vars(),
        given.repositoryUrl(),
        given.serverUrl());
  }

  /// The run of a delivery and a workflow: the one that is there, else a new one. Where another run
  /// has the id, the next one is taken; so looking again finds the same.
  private Run once(DeliveryMessage message, RunInputs inputs, Function<RunId, Run> make) {
    var id = RunFactory.id(message.receivedAt(), inputs);
    for (var tries = 0; tries < MAX_COLLISIONS; tries++, id = id.next()) {
      var known = runs.store().load(id);
      if (known.isEmpty()) {
        var made = make.apply(id);
        if (runs.store().create(made, inputs)) {
          return made;
        }
        known = runs.store().load(id);
      }
      if (known.map(RunStore.Stored::run).filter(run -> isOf(run, message, inputs)).isPresent()) {
        return known.get().run();
      }
    }
    throw new IllegalStateException("no id is free near " + id);
  }

  private static boolean isOf(Run run, DeliveryMessage message, RunInputs inputs) {
    var about = run.about();
    return about.delivery().equals(message.deliveryId())
        && about.repository().key().equals(inputs.event().repository().key())
        && about.workflowPath().equals(inputs.workflowPath());
  }

  private Run make(DeliveryMessage message, RunId id, WorkflowTree tree, RunInputs inputs) {
    var workflow = tree.workflow();
    var number = runs.store().nextNumber(inputs.event().repository(), workflow.path());
    return RunFactory.create(
            id, number, workflow, inputs, message.deliveryId(), runs.clock().instant())
        .on(pipeline(tree, inputs.event().repository()));
  }

  private String pipeline(WorkflowTree tree, RepositoryId repository) {
    var workflow = tree.workflow();
    var definition = StateMachineCompiler.compile(tree, functions);
    var digest = Digest.sha256(definition.bytes()).hex();
    return runs.store()
        .pipeline(repository, workflow.path(), digest)
        .orElseGet(() -> {
          var version = runs.pipelines().publish(repository, workflow.path(), definition, role);
          runs.store().rememberPipeline(repository, workflow.path(), digest, version);
          return version;
        });
  }

  private Run begin(Run run) {
    if (run.awaitsTurn()) {
      var resumed = runs.desk().resume(run.id());
      var told = resumed.awaitsTurn() ? List.of("requested") : List.of("requested", "in_progress");
      followers.tell(resumed, told);
      return resumed;
    }
    if (!run.isCompleted()) {
      runs.pipelines().start(run);
      followers.tell(run, List.of("requested", "in_progress"));
    }
    return run;
  }

  private Run fail(DeliveryMessage message, RunInputs inputs, String why) {
    var failed =
        once(
            message,
            inputs,
            id -> {
              var number =
                  runs.store().nextNumber(inputs.event().repository(), inputs.workflowPath());
              return RunFactory.failed(
                  id, number, inputs, message.deliveryId(), why, runs.clock().instant());
            });
    followers.tell(failed, List.of("requested", "completed"));
    return failed;
  }
}

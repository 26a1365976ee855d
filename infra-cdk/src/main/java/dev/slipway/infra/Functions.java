package dev.slipway.infra;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.functions.handler.FinishRunHandler;
import dev.slipway.functions.handler.PlanRunHandler;
import dev.slipway.functions.handler.ReceiveWebhookHandler;
import dev.slipway.functions.handler.ServeApiHandler;
import dev.slipway.functions.handler.ServeRunnerHandler;
import dev.slipway.functions.handler.StartJobHandler;
import dev.slipway.functions.handler.SweepRepositoriesHandler;
import dev.slipway.functions.handler.WatchBuildHandler;
import dev.slipway.infra.HandlerFunction.Start;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.AssetCode;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/// The eight functions: what each reads, and what each may do.
final class Functions extends Construct {
  private final State state;
  private final Inbox inbox;
  private final JobCompute compute;
  private final EventBus events;
  private final String publicUrl;
  private final String accessMode;
  private final AssetCode code;
  private final Role pipelineRole;
  private final HandlerFunction receiveWebhook;
  private final HandlerFunction startJob;
  private final HandlerFunction finishRun;
  private final HandlerFunction planRun;
  private final HandlerFunction serveRunner;
  private final HandlerFunction serveApi;
  private final HandlerFunction sweepRepositories;
  private final HandlerFunction watchBuild;

  Functions(Construct scope, String id, Surroundings around) {
    super(scope, id);
    this.state = around.state();
    this.inbox = around.inbox();
    this.compute = around.compute();
    this.events = around.events();
    this.publicUrl = around.api().getApiEndpoint();
    this.accessMode = around.accessMode();
    this.code = Code.fromAsset(around.installation().functionsJar().toString());
    this.pipelineRole =
        Role.Builder.create(this, "PipelineRole")
            .assumedBy(new ServicePrincipal("states.amazonaws.com"))
            .description("What a pipeline's state machine may do: call StartJob and FinishRun")
            .build();
    pipelineMayRunWideMatrices();
    this.receiveWebhook = defineReceiveWebhook();
    this.startJob = defineStartJob();
    this.finishRun = defineFinishRun();
    this.planRun = definePlanRun();
    this.serveRunner = defineServeRunner();
    this.serveApi = defineServeApi();
    this.sweepRepositories = defineSweepRepositories();
    this.watchBuild = defineWatchBuild();
  }

  /// What the functions stand among.
  record Surroundings(
      Installation installation,
      State state,
      Inbox inbox,
      JobCompute compute,
      EventBus events,
      HttpApi api,
      String accessMode) {}

  /// A matrix of more than 40 is a distributed Map, whose parts are executions of the same machine.
  private void pipelineMayRunWideMatrices() {
    pipelineRole.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("states:StartExecution"))
            .resources(List.of(pipelines("stateMachine", "slipway-*")))
            .build());
    pipelineRole.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("states:DescribeExecution", "states:StopExecution"))
            .resources(List.of(pipelines("execution", "slipway-*:*")))
            .build());
  }

  private HandlerFunction defineReceiveWebhook() {
    var function =
        function(
            ReceiveWebhookHandler.class,
            "Verifies a webhook, records the delivery and puts it on the queue",
            Duration.seconds(10),
            Start.PLAIN,
            Map.of(
                "DELIVERIES_TABLE", state.deliveries().getTableName(),
                "DATA_BUCKET", state.data().getBucketName(),
                "DELIVERY_QUEUE_URL", inbox.queue().getQueueUrl(),
                "WEBHOOK_SECRET_ARN", state.webhookSecret().getSecretArn()));
    state.deliveries().grantReadWriteData(function.live());
    state.data().grantPut(function.live(), "deliveries/*");
    inbox.queue().grantSendMessages(function.live());
    state.webhookSecret().grantRead(function.live());
    return function;
  }

  private HandlerFunction definePlanRun() {
    var function =
        function(
            PlanRunHandler.class,
            "Fetches a revision's workflow files, creates the runs and starts their executions",
            Inbox.PLANNING,
            Start.SNAPSHOT,
            with(
                runSettings(),
                Map.of(
                    "DELIVERIES_TABLE", state.deliveries().getTableName(),
                    "REPOSITORIES_TABLE", state.repositories().getTableName(),
                    "DELIVERY_QUEUE_URL", inbox.queue().getQueueUrl(),
                    "PIPELINE_ROLE_ARN", pipelineRole.getRoleArn(),
                    "START_JOB_FUNCTION_ARN", startJob.live().getFunctionArn(),
                    "FINISH_RUN_FUNCTION_ARN", finishRun.live().getFunctionArn(),
                    "ACCESS_MODE", accessMode)));
    mayRun(function);
    state.deliveries().grantReadWriteData(function.live());
    state.repositories().grantReadWriteData(function.live());
    inbox.queue().grantConsumeMessages(function.live());
    inbox.queue().grantSendMessages(function.live());
    allow(
        function,
        List.of(
            "states:CreateStateMachine",
            "states:UpdateStateMachine",
            "states:DescribeStateMachine",
            "states:ListStateMachineVersions",
            "states:PublishStateMachineVersion",
            "states:TagResource"),
        List.of(pipelines("stateMachine", "slipway-*")));
    pipelineRole.grantPassRole(function.function().getGrantPrincipal());
    return function;
  }

  private HandlerFunction defineStartJob() {
    var function =
        function(
            StartJobHandler.class,
            "The job gate: skips, holds, queues or launches one job",
            Duration.seconds(30),
            Start.PLAIN,
            runSettings());
    mayRun(function);
    function.live().grantInvoke(pipelineRole);
    return function;
  }

  private HandlerFunction defineFinishRun() {
    var function =
        function(
            FinishRunHandler.class,
            "Concludes a run and tells the other planes",
            Duration.seconds(30),
            Start.PLAIN,
            with(
                runSettings(),
                Map.of(
                    "DELIVERIES_TABLE", state.deliveries().getTableName(),
                    "REPOSITORIES_TABLE", state.repositories().getTableName(),
                    "DELIVERY_QUEUE_URL", inbox.queue().getQueueUrl(),
                    "EVENT_BUS", events.getEventBusName())));
    mayRun(function);
    events.grantPutEventsTo(function.live());
    state.deliveries().grantReadWriteData(function.live());
    state.repositories().grantReadData(function.live());
    inbox.queue().grantSendMessages(function.live());
    function.live().grantInvoke(pipelineRole);
    return function;
  }

  private HandlerFunction defineServeRunner() {
    var function =
        function(
            ServeRunnerHandler.class,
            "What a job agent talks to: claim, heartbeat, complete",
            Duration.seconds(29),
            Start.PLAIN,
            runSettings());
    mayRun(function);
    return function;
  }

  private HandlerFunction defineServeApi() {
    var function =
        function(
            ServeApiHandler.class,
            "The status API",
            Duration.seconds(29),
            Start.PLAIN,
            with(
                runSettings(),
                Map.of(
                    "DELIVERIES_TABLE", state.deliveries().getTableName(),
                    "REPOSITORIES_TABLE", state.repositories().getTableName(),
                    "DELIVERY_QUEUE_URL", inbox.queue().getQueueUrl(),
                    "DEAD_LETTER_QUEUE_URL", inbox.deadLetters().getQueueUrl(),
                    "API_TOKEN_SECRET_ARN", state.apiToken().getSecretArn(),
                    "ACCESS_MODE", accessMode)));
    mayRun(function);
    state.deliveries().grantReadWriteData(function.live());
    state.repositories().grantReadWriteData(function.live());
    inbox.queue().grantSendMessages(function.live());
    inbox.deadLetters().grantConsumeMessages(function.live());
    state.apiToken().grantRead(function.live());
    return function;
  }

  private HandlerFunction defineSweepRepositories() {
    var function =
        function(
            SweepRepositoriesHandler.class,
            "Finds pushes whose webhook never came, and runs that a crash left behind",
            Duration.minutes(5),
            Start.PLAIN,
            with(
                runSettings(),
                Map.of(
                    "DELIVERIES_TABLE", state.deliveries().getTableName(),
                    "REPOSITORIES_TABLE", state.repositories().getTableName(),
                    "DELIVERY_QUEUE_URL", inbox.queue().getQueueUrl(),
                    "EVENT_BUS", events.getEventBusName(),
                    "ACCESS_MODE", accessMode)));
    mayRun(function);
    events.grantPutEventsTo(function.live());
    state.deliveries().grantReadWriteData(function.live());
    state.repositories().grantReadWriteData(function.live());
    inbox.queue().grantSendMessages(function.live());
    return function;
  }

  private HandlerFunction defineWatchBuild() {
    var function =
        function(
            WatchBuildHandler.class,
            "Ends the job of a build that stopped without saying so",
            Duration.seconds(30),
            Start.PLAIN,
            runSettings());
    mayRun(function);
    return function;
  }

  private HandlerFunction function(
      Class<? extends RequestStreamHandler> handler,
      String description,
      Duration timeout,
      Start start,
      Map<String, String> environment) {
    var name = handler.getSimpleName().replaceFirst("Handler$", "");
    return new HandlerFunction(
        this,
        new HandlerFunction.Props(name, description, handler, code, timeout, start, environment));
  }

  /// What everything that moves a run reads.
  private Map<String, String> runSettings() {
    return Map.of(
        "RUNS_TABLE", state.runs().getTableName(),
        "DATA_BUCKET", state.data().getBucketName(),
        "BUILD_PROJECT", compute.project().getProjectName(),
        "JOB_TOKEN_SECRET_ARN", state.jobTokenKey().getSecretArn(),
        "PUBLIC_URL", publicUrl);
  }

  /// What everything that moves a run may do: any of them may have to perform what is pending.
  private void mayRun(HandlerFunction function) {
    state.runs().grantReadWriteData(function.live());
    state.data().grantReadWrite(function.live(), "runs/*");
    state.data().grantReadWrite(function.live(), "logs/*");
    state.data().grantReadWrite(function.live(), "deliveries/*");
    state.jobTokenKey().grantRead(function.live());
    allow(
        function,
        List.of("codebuild:StartBuild", "codebuild:StopBuild"),
        List.of(compute.project().getProjectArn()));
    allow(
        function,
        List.of("states:StartExecution", "states:DescribeExecution", "states:StopExecution"),
        List.of(pipelines("stateMachine", "slipway-*"), pipelines("execution", "slipway-*:*")));
    // A task token is the capability; IAM has no resource for these two.
    allow(function, List.of("states:SendTaskSuccess", "states:SendTaskFailure"), List.of("*"));
  }

  private static void allow(
      HandlerFunction function, List<String> actions, List<String> resources) {
    function
        .function()
        .addToRolePolicy(
            PolicyStatement.Builder.create().actions(actions).resources(resources).build());
  }

  private String pipelines(String resource, String name) {
    return Stack.of(this)
        .formatArn(
            ArnComponents.builder()
                .service("states")
                .resource(resource)
                .resourceName(name)
                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                .build());
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    var all = new TreeMap<>(some);
    all.putAll(more);
    return all;
  }

  HandlerFunction receiveWebhook() {
    return receiveWebhook;
  }

  HandlerFunction planRun() {
    return planRun;
  }

  HandlerFunction serveRunner() {
    return serveRunner;
  }

  HandlerFunction serveApi() {
    return serveApi;
  }

  HandlerFunction sweepRepositories() {
    return sweepRepositories;
  }

  HandlerFunction watchBuild() {
    return watchBuild;
  }

  List<HandlerFunction> all() {
    return List.of(
        receiveWebhook,
        planRun,
        startJob,
        finishRun,
        serveRunner,
        serveApi,
        sweepRepositories,
        watchBuild);
  }
}

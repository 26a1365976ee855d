package dev.slipway.infra;

import dev.slipway.infra.Functions.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.constructs.Construct;

/// All that can be made anew: the queue, the functions, the API, the schedules, the job compute,
/// the site, the alarms.
public final class StatelessStack extends Stack {
  /// How late a push whose webhook never came may be noticed.
  private static final Duration SWEEP_EVERY = Duration.minutes(5);

  StatelessStack(Construct scope, String id, StackProps props, Installation installation) {
    super(scope, id, props);
    RoleBoundary.applyTo(this);
    var door = new FrontDoor(this, "FrontDoor");
    var inbox = new Inbox(this, "Inbox");
    var compute = new JobCompute(this, "JobCompute", installation);
    var events = EventBus.Builder.create(this, "DeliveryEvents").build();
    var functions =
        new Functions(
            this,
            "Functions",
            new Surroundings(
                installation,
                State.of(this, installation),
                inbox,
                compute,
                events,
                door.api(),
                accessMode()));
    door.route(functions);
    feed(functions, inbox, compute);
    new Alarms(this, "Alarms", inbox, functions, door.api());
    var site = new StatusSite(this, "Site", installation, door.api());
    output("SiteUrl", "The status site", site.url());
    output("ApiUrl", "The status API", site.url() + "/api/v1");
    output("GitHubWebhookUrl", "Payload URL of a GitHub webhook", site.url() + "/webhooks/github");
    NagAcknowledgements.inStateless(this);
  }

  private String accessMode() {
    return CfnParameter.Builder.create(this, "AccessMode")
        .allowedValues(List.of("token", "loopback"))
        .defaultValue("token")
        .description(
            "token: the API asks for a bearer token; loopback: only where nobody else connects")
        .build()
        .getValueAsString();
  }

  private void feed(Functions functions, Inbox inbox, JobCompute compute) {
    functions
        .planRun()
        .live()
        .addEventSource(
            SqsEventSource.Builder.create(inbox.queue())
                .batchSize(10)
                .reportBatchItemFailures(true)
                .build());
    Rule.Builder.create(this, "BuildsThatFailed")
        .description("CodeBuild says that a job's build ended without the agent's word")
        .eventPattern(
            EventPattern.builder()
                .source(List.of("aws.codebuild"))
                .detailType(List.of("CodeBuild Build State Change"))
                .detail(
                    new TreeMap<>(
                        Map.of(
                            "project-name", List.of(compute.project().getProjectName()),
                            "build-status", List.of("FAILED", "FAULT", "STOPPED", "TIMED_OUT"))))
                .build())
        .targets(
            List.of(
                LambdaFunction.Builder.create(functions.watchBuild().live())
                    .retryAttempts(8)
                    .build()))
        .build();
    Schedule.Builder.create(this, "Sweep")
        .description("Makes up for webhooks that never came and for crashes")
        .schedule(ScheduleExpression.rate(SWEEP_EVERY))
        .target(LambdaInvoke.Builder.create(functions.sweepRepositories().live()).build())
        .build();
  }

  private void output(String id, String description, String value) {
    CfnOutput.Builder.create(this, id).description(description).value(value).build();
  }
}

package dev.slipway.runner;

import dev.slipway.ci.job.JobAssignment;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Permissions;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.model.Json;
import dev.slipway.runner.protocol.JobServices.IdTokenPermission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Makes ready what the steps of a job need: reads the workflow, writes the event's file, computes
/// the environment.
final class JobSetup {
  private static final Duration DEFAULT_LIMIT = Duration.ofHours(6);

  private final JobAgent.Settings settings;
  private final JobAssignment assignment;
  private final JobState state;
  private final Logbook book;
  private final Graces graces;

  JobSetup(
      JobAgent.Settings settings,
      JobAssignment assignment,
      JobState state,
      Logbook book,
      Graces graces) {
    this.settings = settings;
    this.assignment = assignment;
    this.state = state;
    this.book = book;
    this.graces = graces;
  }

  /// A job that can begin.
  ///
  /// @param limit how long it may take
  /// @param cancelled how long it may go on when it is cancelled
  record Ready(JobSite site, Job job, Duration limit, Duration cancelled) {}

  /// @throws StepFailure or `ExpressionException` when the job cannot begin
  Ready ready(Workspace workspace) {
    var workflow = workflow();
    var job = workflow.jobs().get(assignment.key().job());
    if (job == null) {
      throw new StepFailure("The workflow has no job " + assignment.key().job());
    }
    var site =
        new JobSite(
            settings,
            assignment,
            workspace,
            given(workspace),
            List.of(job.defaults(), workflow.defaults()),
            Machine.inherited(settings.machineEnv(), settings.extraEnv()),
            JobSite.Nesting.NONE,
            state,
            book,
            graces,
            new ProblemMatchers(workspace.workspace()),
            new JobActions(settings, assignment.source(), workspace),
            new JobOffers(
                settings.storage(), assignment, rights(workflow, job), book.masker(), book.clock()),
            new AtomicInteger());
    var view = site.view();
    state.addEnv(view.texts(workflow.env()));
    state.addEnv(view.texts(job.env()));
    var limit =
        job.timeoutMinutes()
            .map(text -> Minutes.of(view.text(text), "timeout-minutes of the job"))
            .filter(Duration::isPositive)
            .orElse(DEFAULT_LIMIT);
    var cancelled =
        job.own()
            .cancelTimeoutMinutes()
            .map(text -> Minutes.of(view.text(text), "cancel-timeout-minutes of the job"))
            .orElse(graces.cancelled());
    return new Ready(site, job, limit, cancelled);
  }

  private static JobOffers.Rights rights(Workflow workflow, Job job) {
    var permissions = job.permissions().or(workflow::permissions);
    var isWritable =
        permissions
            .filter(one -> one.level(Permissions.Scope.ID_TOKEN) == Permissions.Level.WRITE)
            .isPresent();
    return new JobOffers.Rights(
        isWritable ? IdTokenPermission.WRITE : IdTokenPermission.NONE,
        job.own()
            .environment()
            .map(environment -> environment.name().text())
            .filter(name -> !name.isEmpty() && !Template.isExpression(name)),
        job.cacheMode().or(workflow::cacheMode));
  }

  private Workflow workflow() {
    return switch (WorkflowReader.read(assignment.workflowPath(), assignment.workflowSource())) {
      case ReadResult.Valid(var workflow, _) -> workflow;
      case ReadResult.Refused(var findings) ->
          throw new StepFailure("The workflow is not valid: " + findings.getFirst().line());
    };
  }

  private Json.Obj given(Workspace workspace) {
    var github = assignment.contexts().object("github");
    var event = workspace.temp().resolve("_github_workflow/event.json");
    try {
      Files.createDirectories(workspace.temp().resolve("_github_workflow"));
      Files.writeString(event, github.object("event").text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return assignment
        .contexts()
        .with(
            "github",
            github
                .with("job", Json.of(assignment.key().job()))
                .with("workspace", Json.of(workspace.workspace().toString()))
                .with("event_path", Json.of(event.toString()))
                .with("token", Json.of("")))
        .with("runner", Machine.context(workspace, isDebug()));
  }

  private boolean isDebug() {
    return Stream.of("secrets", "vars")
        .map(where -> assignment.contexts().object(where).string("ACTIONS_STEP_DEBUG").orElse(""))
        .anyMatch("true"::equals);
  }
}

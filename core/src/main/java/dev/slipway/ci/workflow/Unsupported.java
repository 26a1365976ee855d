package dev.slipway.ci.workflow;

import dev.slipway.ci.expression.Expressions;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.expression.Templates.Part;
import dev.slipway.ci.workflow.Finding.Severity;
import dev.slipway.ci.workflow.Job.Body;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// What a valid workflow asks for and the platform does not do yet. Such a workflow is read, linted
/// and shown; a run of it is refused by name and place, so that nothing is ignored silently.
///
/// Whoever builds one of these takes it out here.
public final class Unsupported {
  private final Workflow workflow;
  private final boolean isByHand;
  private final List<Finding> findings = new ArrayList<>();

  private Unsupported(Workflow workflow, boolean isByHand) {
    this.workflow = workflow;
    this.isByHand = isByHand;
  }

  /// One error for each use; empty when the workflow can run.
  public static List<Finding> in(Workflow workflow) {
    return in(workflow, false);
  }

  /// The same for a run that somebody starts by hand on a machine of their own. There an
  /// environment needs nobody's approval; on the platform nobody could give it yet, so a job that
  /// names one is refused rather than let through.
  public static List<Finding> byHand(Workflow workflow) {
    return in(workflow, true);
  }

  private static List<Finding> in(Workflow workflow, boolean isByHand) {
    var search = new Unsupported(workflow, isByHand);
    search.workflow();
    return List.copyOf(search.findings);
  }

  private void workflow() {
    workflow.jobs().values().forEach(this::job);
  }

  private void job(Job job) {
    job.strategy()
        .filter(strategy -> texts(strategy.matrix()).anyMatch(Unsupported::namesNeeds))
        .ifPresent(_ -> add(job.at(), "matrix from needs"));
    switch (job.body()) {
      case Body.Call(var uses, _, _) -> add(uses.at(), "uses: " + uses.text());
      case Body.Steps steps -> steps(steps);
    }
  }

  private static Stream<String> texts(Strategy.Matrix matrix) {
    return switch (matrix) {
      case Strategy.Matrix.Computed(var expression) -> Stream.of(expression.text());
      case Strategy.Matrix.Written(var vectors, var include, var exclude) ->
          Stream.of(vectors.values(), include, exclude)
              .flatMap(Collection::stream)
              .flatMap(Unsupported::texts);
    };
  }

  private static Stream<String> texts(Json value) {
    return switch (value) {
      case Json.Str(var text) -> Stream.of(text);
      case Json.Arr(var items) -> items.stream().flatMap(Unsupported::texts);
      case Json.Obj(var members) -> members.values().stream().flatMap(Unsupported::texts);
      case Json.Null _, Json.Bool _, Json.Num _ -> Stream.empty();
    };
  }

  /// Such a matrix has its values only when the needs are over; jobs are made when the run is.
  private static boolean namesNeeds(String text) {
    return Templates.parts(text).stream()
        .anyMatch(part ->
            part instanceof Part.Code(var expression, _)
                && Templates.contextsOf(Expressions.parse(expression)).contains("needs"));
  }

  private void steps(Body.Steps job) {
    job.runnerGroup().ifPresent(group -> add(group.at(), "group"));
    job.container().ifPresent(container -> add(container.at(), "container"));
    job.services().values().forEach(service -> add(service.at(), "services"));
    if (!isByHand) {
      job.environment().ifPresent(environment -> add(environment.at(), "environment"));
    }
    job.snapshot().ifPresent(snapshot -> add(snapshot.at(), "snapshot"));
  }

  private void add(Position at, String what) {
    findings.add(
        new Finding(
            workflow.path(),
            at,
            "'%s' is not supported yet".formatted(what),
            "unsupported-key",
            Severity.ERROR));
  }
}

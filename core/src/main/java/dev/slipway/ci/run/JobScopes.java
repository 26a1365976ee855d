package dev.slipway.ci.run;

import dev.slipway.ci.expression.MapContexts;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.plan.GitHubContext;
import dev.slipway.ci.workflow.Job.Body;
import dev.slipway.ci.workflow.JobPlace;
import dev.slipway.ci.workflow.JobPlace.Caller;
import dev.slipway.ci.workflow.Trigger.WorkflowCall;
import dev.slipway.ci.workflow.WorkflowTree;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// What the expressions of a job may look at, wherever the job stands: in the run's own file, or in
/// one that is called, where `inputs` and `needs` are that file's own.
final class JobScopes {
  private final WorkflowTree tree;
  private final RunInputs inputs;
  private final Sight sight;

  JobScopes(WorkflowTree tree, RunInputs inputs, Sight sight) {
    this.tree = tree;
    this.inputs = inputs;
    this.sight = sight;
  }

  /// Whether jobs have the outputs that others look at.
  enum Sight {
    REAL,
    /// Nobody knows them: what hangs on them is left open.
    FORESEEN
  }

  /// Whether a job stands for a matrix that has no values yet, and will get some.
  boolean isLate(RunJob job, JobPlace place) {
    return sight == Sight.REAL && job.key().index().isEmpty() && place.isLate();
  }

  JobPlace place(RunJob job) {
    return tree.require(job.key().job());
  }

  /// What a job sees.
  JobContexts of(Run run, RunJob job) {
    return contexts(run, place(job), job.key(), job.matrix(), job.callers());
  }

  /// What one of a job's callers sees.
  JobContexts of(Run run, RunJob job, Caller caller) {
    return contexts(
        run, caller.place(), caller.key(), job.callers().matrix(caller.key()), job.callers());
  }

  private JobContexts contexts(
      Run run, JobPlace place, JobKey key, Json.Obj matrix, Callers callers) {
    var contexts = new LinkedHashMap<String, Json>(runContexts(run));
    contexts.put("inputs", inputs(run, place, callers));
    contexts.put("needs", needs(run, place));
    contexts.put("matrix", matrix);
    var results = new LinkedHashMap<String, Conclusion>();
    for (var ancestor : ancestors(place)) {
      Results.of(run, place.beside(ancestor)).ifPresent(result -> results.put(ancestor, result));
    }
    var most = new JobContexts(contexts, run.cancelled(), results);
    contexts.put("strategy", strategy(run, place, key, most));
    return new JobContexts(contexts, run.cancelled(), results);
  }

  private Map<String, Json> runContexts(Run run) {
    var about = run.about();
    var github =
        GitHubContext.of(
            inputs.event(),
            about.workflowName(),
            about.workflowPath(),
            about.id(),
            about.number(),
            run.attempt(),
            inputs.serverUrl());
    return GitHubContext.contexts(github, inputs.inputs(), inputs.vars());
  }

  private Json.Obj inputs(Run run, JobPlace place, Callers callers) {
    if (place.caller().isEmpty()) {
      return inputs.inputs();
    }
    var caller = place.caller().get();
    var contexts =
        contexts(run, caller.place(), caller.key(), callers.matrix(caller.key()), callers);
    if (!(caller.place().job().body() instanceof Body.Call call)) {
      return Json.Obj.EMPTY;
    }
    try {
      return CallInputs.of(call, place.tree().workflow(), contexts);
    } catch (UncomputableException e) {
      if (sight == Sight.FORESEEN && place.hasLateInputs()) {
        return Json.Obj.EMPTY;
      }
      throw e;
    }
  }

  /// Checks that what the caller passes fits.
  ///
  /// @throws UncomputableException naming what does not
  void requireInputs(Run run, RunJob job) {
    var _ = inputs(run, place(job), job.callers());
  }

  private Json strategy(Run run, JobPlace place, JobKey key, JobContexts contexts) {
    var job = place.job();
    var total = (long) instances(run, place).size();
    return Json.object()
        .put("fail-fast", job.strategy().map(s -> JobGate.failFast(s, contexts)).orElse(true))
        .put("job-index", key.index().orElse(0))
        .put("job-total", (double) total)
        .put("max-parallel", JobGate.maxParallel(job, contexts).orElse(total).doubleValue())
        .build();
  }

  /// What a job became in a run: its combinations, in order; itself where it has none.
  static List<JobKey> instances(Run run, JobPlace place) {
    var path = place.path();
    if (place.called().isEmpty()) {
      return run.instances(path).stream().map(RunJob::key).toList();
    }
    var found = new LinkedHashSet<JobKey>();
    for (var job : run.under(path)) {
      job.callers().all().stream()
          .map(Callers.Caller::key)
          .filter(key -> key.job().equals(path))
          .forEach(found::add);
    }
    return List.copyOf(found);
  }

  /// All that a job needs in its file, directly or not.
  static Set<String> ancestors(JobPlace place) {
    var found = new LinkedHashSet<String>();
    var open = new ArrayList<>(place.job().needs());
    while (!open.isEmpty()) {
      var need = open.removeLast();
      if (found.add(need)) {
        open.addAll(place.placeBeside(need).job().needs());
      }
    }
    return found;
  }

  private Json needs(Run run, JobPlace place) {
    var needs = Json.object();
    for (var need : place.job().needs()) {
      needs.put(need, outcome(run, place.placeBeside(need)));
    }
    return needs.build();
  }

  private Json.Obj outcome(Run run, JobPlace place) {
    return Json.object()
        .put("result", Results.of(run, place.path()).map(Conclusion::word).orElse(""))
        .put("outputs", Json.strings(outputs(run, place)))
        .build();
  }

  private Map<String, String> outputs(Run run, JobPlace place) {
    var called = place.called();
    if (called.isEmpty()) {
      return Results.outputs(run, place.path());
    }
    var outputs = new LinkedHashMap<String, String>();
    var asked = called.get().workflow().call().map(WorkflowCall::outputs).orElse(Map.of());
    for (var key : instancesByEnd(run, place)) {
      if (!asked.isEmpty()) {
        var jobs = run.calledBy(key);
        var own = jobs.getFirst().callers();
        var contexts = callContexts(run, place, key.index(), own);
        asked.forEach((name, output) ->
            outputs.merge(
                name,
                UncomputableException.in(
                    "outputs." + name, output.value(), text -> Templates.text(text, contexts)),
                (old, now) -> now.isEmpty() ? old : now));
      }
    }
    return outputs;
  }

  /// As for any matrix, the outputs of the one that ended last win.
  private static List<JobKey> instancesByEnd(Run run, JobPlace place) {
    var instances = new ArrayList<>(instances(run, place));
    instances.sort(
        Comparator.comparing(key ->
            run.calledBy(key).stream()
                .flatMap(job ->
                    job.state() instanceof JobState.Finished finished
                        ? Stream.of(finished.completedAt())
                        : Stream.empty())
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN)));
    return instances;
  }

  /// What the outputs of a called workflow may look at.
  private MapContexts callContexts(Run run, JobPlace place, OptionalInt index, Callers callers) {
    var contexts = new LinkedHashMap<String, Json>(runContexts(run));
    var jobs = Json.object();
    var inside = place.calls(index);
    contexts.put("inputs", inputs(run, inside.getFirst(), callers));
    for (var inner : inside) {
      jobs.put(inner.job().id(), outcome(run, inner));
    }
    contexts.put("jobs", jobs.build());
    return MapContexts.of(contexts);
  }

  /// The secrets that a job gets of all that the run has.
  Map<String, String> secrets(Run run, RunJob job, Map<String, String> all) {
    var secrets = all;
    for (var caller : place(job).callers()) {
      if (caller.place().job().body() instanceof Body.Call call) {
        var contexts = new LinkedHashMap<>(of(run, job, caller).contexts());
        contexts.put("secrets", Json.strings(secrets));
        secrets = CallInputs.secrets(call, secrets, MapContexts.of(contexts));
      }
    }
    return secrets;
  }
}

package dev.slipway.ci.run;

import dev.slipway.ci.expression.Contexts;
import dev.slipway.ci.expression.MapContexts;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.plan.MatrixExpansion;
import dev.slipway.ci.plan.MatrixExpansion.Combination;
import dev.slipway.ci.workflow.Job.Body;
import dev.slipway.ci.workflow.JobPlace;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The jobs that a place in the workflows becomes: one, one for each combination, or all that it
/// calls. A matrix whose values come later is one job until then; [#open] makes the others of it.
final class JobPlan {
  /// So many never fit into a state machine or a run's document.
  private static final int MAX_JOBS = 10_000;

  private final int attempt;
  private final Map<JobKey, RunJob> jobs = new LinkedHashMap<>();

  private JobPlan(int attempt) {
    this.attempt = attempt;
  }

  /// The jobs that a run begins with.
  ///
  /// @param contexts what the places' own file sees, without `needs`
  /// @throws InvalidPlanException when a matrix cannot be expanded
  static Map<JobKey, RunJob> of(List<JobPlace> places, Map<String, Json> contexts) {
    var plan = new JobPlan(1);
    places.forEach(place -> plan.add(place, contexts, List.of()));
    return plan.jobs;
  }

  /// The jobs that stand for a late one, once its needs are over.
  ///
  /// @param contexts what the late one sees
  /// @throws InvalidPlanException when its matrix cannot be expanded
  static Map<JobKey, RunJob> open(RunJob late, JobPlace place, Map<String, Json> contexts) {
    var plan = new JobPlan(late.attempt());
    plan.expand(place, contexts, late.callers().all());
    return plan.jobs;
  }

  /// A late job before its matrix has values, with the name that nothing more is known for.
  static RunJob late(JobPlace place, List<Callers.Caller> callers) {
    var plan = new JobPlan(1);
    plan.putLate(place, Map.of(), callers);
    return plan.jobs.values().iterator().next();
  }

  private void putLate(JobPlace place, Map<String, Json> contexts, List<Callers.Caller> callers) {
    put(place, OptionalInt.empty(), new Combination(Json.Obj.EMPTY, List.of()), contexts, callers);
  }

  private void add(JobPlace place, Map<String, Json> contexts, List<Callers.Caller> callers) {
    if (place.isLate()) {
      putLate(place, contexts, callers);
      return;
    }
    expand(place, contexts, callers);
  }

  private void expand(JobPlace place, Map<String, Json> contexts, List<Callers.Caller> callers) {
    if (place.job().strategy().isEmpty()) {
      one(
          place,
          OptionalInt.empty(),
          new Combination(Json.Obj.EMPTY, List.of()),
          contexts,
          callers);
      return;
    }
    var matrix = place.job().strategy().get().matrix();
    var combinations = MatrixExpansion.expand(matrix, MapContexts.of(contexts));
    for (var i = 0; i < combinations.size(); i++) {
      one(place, OptionalInt.of(i), combinations.get(i), contexts, callers);
    }
  }

  private void one(
      JobPlace place,
      OptionalInt index,
      Combination combination,
      Map<String, Json> contexts,
      List<Callers.Caller> callers) {
    if (place.called().isEmpty()) {
      put(place, index, combination, contexts, callers);
      return;
    }
    var own = with(contexts, combination);
    var key = new JobKey(place.path(), index);
    var deeper = new ArrayList<>(callers);
    deeper.add(
        new Callers.Caller(key, JobName.of(place.job(), combination, own), combination.values()));
    for (var inner : place.calls(index)) {
      var inside = new LinkedHashMap<>(contexts);
      inside.put("inputs", inputs(place, inner, own));
      inside.put("needs", Json.Obj.EMPTY);
      add(inner, inside, deeper);
    }
  }

  /// What is not known yet is left out: names are computed again, and nothing else looks at it.
  private static Json.Obj inputs(JobPlace caller, JobPlace inner, Contexts contexts) {
    if (!(caller.job().body() instanceof Body.Call call)) {
      return Json.Obj.EMPTY;
    }
    try {
      return CallInputs.of(call, inner.tree().workflow(), contexts);
    } catch (UncomputableException e) {
      if (inner.hasLateInputs()) {
        return Json.Obj.EMPTY;
      }
      throw new InvalidPlanException(e.reason());
    }
  }

  private static Contexts with(Map<String, Json> contexts, Combination combination) {
    var own = new LinkedHashMap<>(contexts);
    own.put("matrix", combination.values());
    own.put("strategy", Json.Obj.EMPTY);
    return MapContexts.of(own);
  }

  private void put(
      JobPlace place,
      OptionalInt index,
      Combination combination,
      Map<String, Json> contexts,
      List<Callers.Caller> callers) {
    if (jobs.size() == MAX_JOBS) {
      throw new InvalidPlanException("The run has more than %d jobs".formatted(MAX_JOBS));
    }
    var key = new JobKey(place.path(), index);
    var own = JobName.of(place.job(), combination, with(contexts, combination));
    var names = new ArrayList<>(callers.stream().map(Callers.Caller::name).toList());
    names.add(own);
    jobs.put(
        key,
        new RunJob(
            key,
            String.join(" / ", names),
            combination.values(),
            place.needs(),
            attempt,
            new JobState.Planned(),
            List.of(),
            false,
            false,
            Optional.empty(),
            callers.isEmpty() ? Callers.NONE : new Callers(callers, own)));
  }
}

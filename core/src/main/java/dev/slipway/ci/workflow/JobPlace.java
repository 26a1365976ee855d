package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Job.Body;
import dev.slipway.model.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Where a job stands among all that a run is made of: in which file, called by whom.
///
/// @param tree the file that has the job
/// @param caller empty in the run's own file
public record JobPlace(WorkflowTree tree, Job job, Optional<Caller> caller) {
  /// A job that calls a workflow, and for a matrix the combination that it calls it for.
  public record Caller(JobPlace place, OptionalInt index) {
    public JobKey key() {
      return new JobKey(place.path(), index);
    }
  }

  /// The job's id with the keys of its callers before it.
  public String path() {
    return prefix() + job.id();
  }

  private String prefix() {
    return caller.map(calling -> calling.key() + ".").orElse("");
  }

  /// The path of another job of the same file.
  public String beside(String id) {
    return prefix() + id;
  }

  public JobPlace placeBeside(String id) {
    var other = tree.workflow().jobs().get(id);
    if (other == null) {
      throw new IllegalStateException("The workflow has no job " + beside(id));
    }
    return new JobPlace(tree, other, caller);
  }

  /// The callers, the outermost first.
  public List<Caller> callers() {
    var callers = new ArrayList<Caller>();
    for (var next = caller; next.isPresent(); next = next.get().place().caller()) {
      callers.addFirst(next.get());
    }
    return callers;
  }

  /// What the job calls; empty for one with steps, and where nothing could be read.
  public Optional<WorkflowTree> called() {
    return tree.called(job);
  }

  /// The places of the jobs that the job calls.
  ///
  /// @param index the combination that it calls for
  public List<JobPlace> calls(OptionalInt index) {
    return called()
        .map(below -> below.places(Optional.of(new Caller(this, index))))
        .orElse(List.of());
  }

  /// What must be over before the job begins, as paths; the first jobs of a called workflow need
  /// what their caller needs.
  public List<String> needs() {
    return job.needs().isEmpty()
        ? caller.map(calling -> calling.place().needs()).orElse(List.of())
        : job.needs().stream().map(this::beside).toList();
  }

  /// Whether the job's matrix has its values only when its needs are over. A file tells, no run.
  public boolean isLate() {
    return job.strategy()
        .filter(strategy ->
            Mentions.in(strategy.matrix(), "needs")
                || (hasLateInputs() && Mentions.in(strategy.matrix(), "inputs")))
        .isPresent();
  }

  /// Whether the inputs of the job's file are known only when its caller begins.
  public boolean hasLateInputs() {
    return caller.map(Caller::place).filter(JobPlace::passesLateInputs).isPresent();
  }

  private boolean passesLateInputs() {
    return job.body() instanceof Body.Call(_, var with, _)
        && with.values().stream()
            .anyMatch(argument ->
                Mentions.in(argument.value(), "needs")
                    || (hasLateInputs() && Mentions.in(argument.value(), "inputs")));
  }
}

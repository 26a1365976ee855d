package dev.slipway.ci.workflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A workflow with all that its jobs call, once for each call.
///
/// @param name what the file is looked up by: its path, or `owner/repo/path@ref`
/// @param calls by the id of the calling job; what could not be read is missing
public record WorkflowTree(String name, Workflow workflow, Map<String, WorkflowTree> calls) {
  public WorkflowTree {
    calls = Collections.unmodifiableMap(new LinkedHashMap<>(calls));
  }

  /// A workflow of which nothing is known that it calls.
  public static WorkflowTree of(Workflow workflow) {
    return new WorkflowTree(workflow.path(), workflow, Map.of());
  }

  /// A workflow with what it calls, from the files that were read when it was checked.
  ///
  /// @param called source texts by name
  public static WorkflowTree of(Workflow workflow, Map<String, String> called) {
    return CallCheck.of(workflow, Library.of(called)).tree();
  }

  /// What a job calls; empty for one with steps, and where nothing could be read.
  public Optional<WorkflowTree> called(Job job) {
    return Optional.ofNullable(calls.get(job.id()));
  }

  /// This and all that is called, each file once.
  public List<Workflow> workflows() {
    var found = new LinkedHashMap<String, Workflow>();
    collect(found);
    return List.copyOf(found.values());
  }

  private void collect(Map<String, Workflow> found) {
    found.putIfAbsent(name, workflow);
    calls.values().forEach(call -> call.collect(found));
  }

  /// The places of this file's own jobs.
  public List<JobPlace> places() {
    return places(Optional.empty());
  }

  List<JobPlace> places(Optional<JobPlace.Caller> caller) {
    var places = new ArrayList<JobPlace>();
    workflow.jobs().values().forEach(job -> places.add(new JobPlace(this, job, caller)));
    return places;
  }

  /// The place that a path names: `build`, `deploy.build`, `deploy.1.build`.
  public Optional<JobPlace> place(String path) {
    return place(Optional.empty(), List.of(path.split("\\.", -1)).iterator());
  }

  private Optional<JobPlace> place(Optional<JobPlace.Caller> caller, Iterator<String> segments) {
    var job = workflow.jobs().get(segments.next());
    if (job == null || !segments.hasNext()) {
      return Optional.ofNullable(job).map(found -> new JobPlace(this, found, caller));
    }
    var place = new JobPlace(this, job, caller);
    var rest = new ArrayList<String>();
    segments.forEachRemaining(rest::add);
    var index = OptionalInt.empty();
    if (isIndex(rest.getFirst()) && rest.size() > 1) {
      index = OptionalInt.of(Integer.parseInt(rest.removeFirst()));
    }
    var calling = new JobPlace.Caller(place, index);
    return called(job).flatMap(below -> below.place(Optional.of(calling), rest.iterator()));
  }

  private static boolean isIndex(String segment) {
    return !segment.isEmpty() && Character.isDigit(segment.charAt(0));
  }

  /// The place of a job that must be there.
  ///
  /// @throws IllegalStateException when nothing here has that path
  public JobPlace require(String path) {
    return place(path)
        .orElseThrow(() -> new IllegalStateException("The workflow has no job " + path));
  }
}

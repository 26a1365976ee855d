package dev.slipway.runner;

import dev.slipway.ci.job.JobAssignment;
import dev.slipway.ci.workflow.RunDefaults;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Where and with what the steps of one job work.
///
/// @param given the contexts that do not change while the job runs
/// @param defaults of the job, then of the workflow
/// @param inherited the environment below what the workflow says
/// @param nesting how deep inside actions this is
/// @param actions of the job
/// @param numbers for files that must not collide
record JobSite(
    JobAgent.Settings settings,
    JobAssignment assignment,
    Workspace workspace,
    Json.Obj given,
    List<RunDefaults> defaults,
    Map<String, String> inherited,
    Nesting nesting,
    JobState state,
    Logbook book,
    Graces graces,
    ProblemMatchers matchers,
    JobActions actions,
    JobOffers offers,
    AtomicInteger numbers) {
  JobSite {
    defaults = List.copyOf(defaults);
    inherited = Map.copyOf(inherited);
  }

  /// Which steps of actions stand around a step.
  ///
  /// @param path their keys
  /// @param env what they say of the environment
  record Nesting(List<String> path, Map<String, String> env) {
    static final Nesting NONE = new Nesting(List.of(), Map.of());

    Nesting {
      path = List.copyOf(path);
      env = Map.copyOf(env);
    }
  }

  /// Where the steps of a composite action work: its inputs and its own outcomes, no secrets but
  /// what it was given.
  JobSite inside(Json.Obj contexts, Nesting deeper) {
    return new JobSite(
        settings,
        assignment,
        workspace,
        contexts,
        List.of(),
        inherited,
        deeper,
        state.nested(),
        book,
        graces,
        matchers,
        actions,
        offers,
        numbers);
  }

  int next() {
    return numbers.incrementAndGet();
  }

  StepView view() {
    return new StepView(
        given, state, new HashFiles(workspace.workspace(), book.clock()), nesting.env());
  }

  /// Whether someone asked the run to tell more.
  boolean debug() {
    return given.object("runner").string("debug").orElse("").equals("1");
  }

  /// What all processes of this job carry.
  String mark() {
    return workspace.root().toString();
  }

  CommandFiles commandFiles() {
    return CommandFiles.create(workspace.temp().resolve("_runner_file_commands"), next());
  }

  /// The whole environment of a step's process: the machine's, then what the workflow says, then
  /// GitHub's own, which nobody can change.
  Map<String, String> environment(StepView view, CommandFiles files) {
    var env = new LinkedHashMap<>(inherited);
    env.putAll(view.env());
    env.putAll(Machine.own(view.github(), workspace));
    env.putAll(files.variables());
    env.putAll(offers.forScripts());
    env.put(Orphans.MARK, mark());
    if (debug()) {
      env.put("RUNNER_DEBUG", "1");
    }
    if (!state.paths().isEmpty()) {
      env.put("PATH", String.join(":", state.paths()) + ":" + env.getOrDefault("PATH", ""));
    }
    return env;
  }
}

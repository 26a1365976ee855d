package dev.slipway.cli.run;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.expression.MapContexts;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunJob;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.ci.workflow.WorkflowTree;
import dev.slipway.cli.Refusal;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which of a run's jobs the user wants, and which this machine can run.
///
/// @param job with all that it needs; absent means all
/// @param matrix only combinations with these values
record Selection(Optional<String> job, Map<String, Set<String>> matrix) {
  /// The run with the chosen jobs; jobs for another operating system are over already.
  ///
  /// @throws Refusal when nothing is left
  Run of(Run run, WorkflowTree tree) {
    var workflow = tree.workflow();
    var wanted = job.map(id -> withNeeds(id, workflow)).orElse(workflow.jobs().keySet());
    var jobs = new LinkedHashMap<JobKey, RunJob>();
    run.jobs()
        .forEach((key, one) -> {
          if (wanted.contains(outermost(key)) && fits(one)) {
            jobs.put(
                key, foreign(one, tree).map(why -> one.skipped(Instant.now(), why)).orElse(one));
          }
        });
    for (var id : wanted) {
      if (jobs.keySet().stream().noneMatch(key -> outermost(key).equals(id))) {
        throw Refusal.invalid("no combination of job %s fits --matrix".formatted(id));
      }
    }
    return run.with(jobs);
  }

  /// The job of the file itself: a called one goes with its caller.
  private static String outermost(JobKey key) {
    return key.job().replaceFirst("\\..*", "");
  }

  private static Set<String> withNeeds(String id, Workflow workflow) {
    var found = new HashSet<String>();
    add(id, workflow, found);
    return found;
  }

  private static void add(String id, Workflow workflow, Set<String> found) {
    var definition = workflow.jobs().get(id);
    if (definition == null) {
      throw Refusal.invalid(
          "%s has no job %s; it has %s"
              .formatted(workflow.path(), id, String.join(", ", workflow.jobs().keySet())));
    }
    if (found.add(id)) {
      definition.needs().forEach(need -> add(need, workflow, found));
    }
  }

  private boolean fits(RunJob one) {
    return matrix.entrySet().stream()
        .allMatch(wanted ->
            Stream.concat(
                    Stream.of(one.matrix()),
                    one.callers().all().stream().map(caller -> caller.matrix()))
                .flatMap(combination -> combination.get(wanted.getKey()).stream())
                .findFirst()
                .map(value -> wanted.getValue().contains(text(value)))
                .orElse(true));
  }

  private static String text(Json value) {
    return value instanceof Json.Str(var text) ? text : value.text();
  }

  /// Why a job cannot run on this machine.
  private static Optional<String> foreign(RunJob job, WorkflowTree tree) {
    var runsOn = tree.require(job.key().job()).job().runsOn();
    var contexts = MapContexts.of(Map.of("matrix", job.matrix()));
    var here = here();
    for (var label : runsOn) {
      try {
        var other = system(Templates.text(label.text(), contexts));
        if (other.isPresent() && !other.get().equals(here)) {
          return Optional.of("runs on %s; this machine is %s".formatted(other.get(), here));
        }
      } catch (ExpressionException _) {
        // The label depends on more than the matrix; any machine may do.
      }
    }
    return Optional.empty();
  }

  private static String here() {
    var name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return name.contains("mac") ? "macOS" : name.contains("win") ? "Windows" : "Linux";
  }

  private static Optional<String> system(String label) {
    var lower = label.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) {
      return Optional.of("Windows");
    }
    if (lower.startsWith("macos")) {
      return Optional.of("macOS");
    }
    return lower.startsWith("ubuntu") || lower.equals("linux")
        ? Optional.of("Linux")
        : Optional.empty();
  }
}

package dev.slipway.runner;

import dev.slipway.ci.expression.Contexts;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.workflow.Template;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What expressions inside a job may look at: the assignment's contexts and what the job has done
/// so far. Grows while the job runs; one thread only.
final class JobContexts implements Contexts {
  private final Map<String, Json> given;
  private final Workspace workspace;
  private final Json.Obj runner;
  private final Map<String, String> jobEnv = new LinkedHashMap<>();
  private final Map<String, Json> steps = new LinkedHashMap<>();
  private Map<String, String> stepEnv = Map.of();
  private boolean failed;
  private volatile boolean cancelled;

  JobContexts(Json.Obj given, Json.Obj runner, Workspace workspace) {
    this.given = new LinkedHashMap<>(given.members());
    this.workspace = workspace;
    this.runner = runner;
  }

  @Override
  public Optional<Json> context(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "env" -> {
        var env = new LinkedHashMap<>(jobEnv);
        env.putAll(stepEnv);
        yield Optional.of(Json.strings(env));
      }
      case "steps" -> Optional.of(new Json.Obj(steps));
      case "runner" -> Optional.of(runner);
      case "job" -> Optional.of(Json.object().put("status", status().word()).build());
      case "secrets" -> Optional.of(given.getOrDefault("secrets", Json.Obj.EMPTY));
      default -> Optional.ofNullable(given.get(name.toLowerCase(Locale.ROOT)));
    };
  }

  @Override
  public boolean success() {
    return !failed && !cancelled;
  }

  @Override
  public boolean failure() {
    return failed && !cancelled;
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public String hashFiles(List<String> patterns) {
    return HashFiles.of(workspace.workspace(), patterns);
  }

  Conclusion status() {
    if (cancelled) {
      return Conclusion.CANCELLED;
    }
    return failed ? Conclusion.FAILURE : Conclusion.SUCCESS;
  }

  void fail() {
    failed = true;
  }

  void cancel() {
    cancelled = true;
  }

  /// Adds to the job's environment: `env` of workflow and job, then what steps wrote.
  void setEnv(Map<String, String> more) {
    jobEnv.putAll(more);
  }

  Map<String, String> jobEnv() {
    return jobEnv;
  }

  /// The environment of the step that is about to run, seen by its own expressions.
  void setStepEnv(Map<String, String> env) {
    stepEnv = env;
  }

  void finishStep(
      String id, Conclusion outcome, Conclusion conclusion, Map<String, String> outputs) {
    steps.put(
        id,
        Json.object()
            .put("outputs", Json.strings(outputs))
            .put("outcome", outcome.word())
            .put("conclusion", conclusion.word())
            .build());
  }

  Map<String, String> texts(Map<String, Template> templates) {
    var texts = new LinkedHashMap<String, String>();
    templates.forEach((name, template) -> texts.put(name, Templates.text(template.text(), this)));
    return texts;
  }

  Json.Obj github() {
    return given.get("github") instanceof Json.Obj github ? github : Json.Obj.EMPTY;
  }

  Json.Obj secrets() {
    return given.get("secrets") instanceof Json.Obj secrets ? secrets : Json.Obj.EMPTY;
  }
}

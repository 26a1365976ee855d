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

/// What the expressions of one step may look at: what the job was given, how it stands, and what
/// this step alone has.
final class StepView implements Contexts {
  private final Json.Obj given;
  private final JobState state;
  private final HashFiles files;
  private final Map<String, String> outer;
  private volatile Map<String, String> env = Map.of();
  private volatile Map<String, String> github = Map.of();

  /// @param given the contexts that do not change, `runner` among them
  /// @param outer what the steps around this one, which use it as part of an action, have set
  StepView(Json.Obj given, JobState state, HashFiles files, Map<String, String> outer) {
    this.given = given;
    this.state = state;
    this.files = files;
    this.outer = Map.copyOf(outer);
  }

  @Override
  public Optional<Json> context(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "env" -> Optional.of(Json.strings(env()));
      case "github" -> Optional.of(github());
      case "steps" -> Optional.of(state.steps());
      case "job" -> Optional.of(job());
      default -> Optional.ofNullable(given.members().get(name.toLowerCase(Locale.ROOT)));
    };
  }

  private Json.Obj job() {
    var workflow = given.object("github");
    return Json.object()
        .put("status", state.status().word())
        .put("workflow_ref", workflow.string("workflow_ref"))
        .put("workflow_sha", workflow.string("workflow_sha"))
        .put("workflow_repository", workflow.string("repository"))
        .put(
            "workflow_file_path",
            workflow
                .string("workflow_ref")
                .map(ref -> ref.replaceFirst("^[^/]*/[^/]*/", "").replaceFirst("@.*$", "")))
        .build();
  }

  @Override
  public boolean success() {
    return state.status() == Conclusion.SUCCESS;
  }

  @Override
  public boolean failure() {
    return state.status() == Conclusion.FAILURE;
  }

  @Override
  public boolean cancelled() {
    return state.status() == Conclusion.CANCELLED;
  }

  @Override
  public String hashFiles(List<String> patterns) {
    return files.of(patterns);
  }

  /// The environment that expressions see: the job's and the step's.
  Map<String, String> env() {
    var all = state.env();
    all.putAll(outer);
    all.putAll(env);
    return all;
  }

  /// What this step and those around it say, without what the job has.
  Map<String, String> ownEnv() {
    var own = new LinkedHashMap<>(outer);
    own.putAll(env);
    return own;
  }

  void setEnv(Map<String, String> stepEnv) {
    env = Map.copyOf(stepEnv);
  }

  /// What the `github` context has for this step alone: `action`, and the paths of its files.
  void setGithub(Map<String, String> more) {
    var all = new LinkedHashMap<>(github);
    all.putAll(more);
    github = Map.copyOf(all);
  }

  Json.Obj github() {
    var all = new LinkedHashMap<>(given.object("github").members());
    github.forEach((name, value) -> all.put(name, Json.of(value)));
    return new Json.Obj(all);
  }

  /// A mapping with its values computed, and its names where they are expressions. A whole mapping
  /// that is computed gives its members.
  ///
  /// @throws StepFailure when what stands for a mapping is none
  Map<String, String> texts(Map<String, Template> templates) {
    var texts = new LinkedHashMap<String, String>();
    templates.forEach((name, template) -> {
      if (name.strip().equals(Template.INSERT)) {
        members(template).forEach((member, value) -> texts.put(member, Templates.text(value)));
      } else {
        texts.put(Template.isExpression(name) ? Templates.text(name, this) : name, text(template));
      }
    });
    return texts;
  }

  private Map<String, Json> members(Template template) {
    return switch (Templates.evaluate(template.text(), this)) {
      case Json.Obj(var members) -> members;
      case Json.Null _ -> Map.of();
      case Json.Str _, Json.Num _, Json.Bool _, Json.Arr _ ->
          throw new StepFailure("%s is no mapping".formatted(template.text()));
    };
  }

  String text(Template template) {
    return Templates.text(template.text(), this);
  }

  /// The contexts that an action's own files may look at.
  Json.Obj forActions() {
    var members = new LinkedHashMap<>(given.members());
    List.of("secrets", "vars", "needs").forEach(members::remove);
    members.put("github", github());
    return new Json.Obj(members);
  }

  /// Whether an `if` holds.
  boolean holds(Optional<Template> condition) {
    return Templates.condition(condition.map(Template::text), this);
  }
}

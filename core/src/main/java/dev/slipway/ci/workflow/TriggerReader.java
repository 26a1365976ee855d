package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Trigger.Filter;
import dev.slipway.ci.workflow.Trigger.Input;
import dev.slipway.ci.workflow.Trigger.InputType;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `on`, in its three forms: one name, a list of names, a mapping.
final class TriggerReader {
  private static final Set<String> KNOWN = Set.of("push", "pull_request", "workflow_dispatch");

  /// Events that GitHub has and we do not start runs for yet.
  private static final Set<String> LATER =
      Set.of(
          "branch_protection_rule",
          "check_run",
          "check_suite",
          "create",
          "delete",
          "deployment",
          "deployment_status",
          "discussion",
          "discussion_comment",
          "fork",
          "gollum",
          "image_version",
          "issue_comment",
          "issues",
          "label",
          "merge_group",
          "milestone",
          "page_build",
          "project",
          "project_card",
          "project_column",
          "public",
          "pull_request_comment",
          "pull_request_review",
          "pull_request_review_comment",
          "pull_request_target",
          "registry_package",
          "release",
          "repository_dispatch",
          "schedule",
          "status",
          "watch",
          "workflow_call",
          "workflow_run");

  private static final Set<String> PULL_REQUEST_TYPES =
      Set.of(
          "assigned",
          "unassigned",
          "labeled",
          "unlabeled",
          "opened",
          "edited",
          "closed",
          "reopened",
          "synchronize",
          "converted_to_draft",
          "locked",
          "unlocked",
          "enqueued",
          "dequeued",
          "milestoned",
          "demilestoned",
          "ready_for_review",
          "review_requested",
          "review_request_removed",
          "auto_merge_enabled",
          "auto_merge_disabled",
          "stacked");

  private final Problems problems;
  private final Fields fields;

  TriggerReader(Problems problems, Fields fields) {
    this.problems = problems;
    this.fields = fields;
  }

  List<Trigger> read(Yaml on) {
    var triggers = new ArrayList<Trigger>();
    switch (on) {
      case Yaml.Scalar name -> named(name).ifPresent(triggers::add);
      case Yaml.Sequence(var items, _) ->
          items.forEach(item -> fields.scalar(item).flatMap(this::named).ifPresent(triggers::add));
      case Yaml.Mapping(var entries, _) ->
          entries.forEach((name, value) -> configured(name, value).ifPresent(triggers::add));
    }
    return triggers;
  }

  private Optional<Trigger> named(Yaml.Scalar name) {
    return configured(name, new Yaml.Scalar(Json.Null.INSTANCE, "", name.at(), 0));
  }

  private Optional<Trigger> configured(Yaml.Scalar name, Yaml value) {
    if (LATER.contains(name.text())) {
      problems.unsupported(name.at(), name.text());
      return Optional.empty();
    }
    if (!KNOWN.contains(name.text())) {
      problems.error(name.at(), "Unexpected value '%s'".formatted(name.text()));
      return Optional.empty();
    }
    var settings =
        value instanceof Yaml.Scalar scalar && scalar.value() instanceof Json.Null
            ? Optional.of(new Yaml.Mapping(Map.of(), name.at()))
            : fields.mapping(value);
    return settings.map(mapping ->
        switch (name.text()) {
          case "push" -> push(mapping);
          case "pull_request" -> pullRequest(mapping);
          default -> dispatch(mapping);
        });
  }

  private Trigger push(Yaml.Mapping mapping) {
    fields.keys(
        mapping,
        Set.of("branches", "branches-ignore", "tags", "tags-ignore", "paths", "paths-ignore"),
        Set.of());
    return new Trigger.Push(
        filter(mapping, "branches"), filter(mapping, "tags"), filter(mapping, "paths"));
  }

  private Trigger pullRequest(Yaml.Mapping mapping) {
    fields.keys(
        mapping, Set.of("types", "branches", "branches-ignore", "paths", "paths-ignore"), Set.of());
    var types = mapping.get("types").map(fields::scalars).orElse(List.of());
    for (var type : types) {
      if (!PULL_REQUEST_TYPES.contains(type.text())) {
        problems.error(type.at(), "Unexpected value '%s'".formatted(type.text()));
      }
    }
    return new Trigger.PullRequest(
        types.stream().map(Yaml.Scalar::text).toList(),
        filter(mapping, "branches"),
        filter(mapping, "paths"));
  }

  private Filter filter(Yaml.Mapping mapping, String key) {
    var only = mapping.get(key);
    var ignore = mapping.get(key + "-ignore");
    if (only.isPresent() && ignore.isPresent()) {
      problems.error(
          ignore.get().at(),
          "you may only define one of `%s` and `%s-ignore` for a single event".formatted(key, key));
    }
    return new Filter(
        only.map(fields::texts).orElse(List.of()), ignore.map(fields::texts).orElse(List.of()));
  }

  private Trigger dispatch(Yaml.Mapping mapping) {
    fields.keys(mapping, Set.of("inputs"), Set.of());
    var inputs = new LinkedHashMap<String, Input>();
    mapping
        .get("inputs")
        .filter(value -> !(value.json() instanceof Json.Null))
        .flatMap(fields::mapping)
        .ifPresent(all ->
            all.entries()
                .forEach((name, input) ->
                    fields.id(name).ifPresent(id -> inputs.put(id, input(input)))));
    return new Trigger.WorkflowDispatch(inputs);
  }

  private Input input(Yaml value) {
    if (value.json() instanceof Json.Null) {
      return new Input(InputType.STRING, Optional.empty(), false, Optional.empty(), List.of());
    }
    var mapping = fields.mapping(value).orElse(new Yaml.Mapping(Map.of(), value.at()));
    fields.keys(
        mapping,
        Set.of("description", "required", "default", "type", "options", "deprecationMessage"),
        Set.of());
    var type = mapping.get("type").flatMap(fields::scalar).map(this::type).orElse(InputType.STRING);
    var options = mapping.get("options").map(fields::texts).orElse(List.of());
    if (type == InputType.CHOICE && options.isEmpty()) {
      problems.error(mapping.firstKey(), "Required property is missing: options");
    }
    return new Input(
        type,
        mapping.get("description").flatMap(fields::text),
        mapping.get("required").map(Yaml::json).filter(Json.Bool.TRUE::equals).isPresent(),
        mapping.get("default").flatMap(fields::text),
        options);
  }

  private InputType type(Yaml.Scalar scalar) {
    try {
      return InputType.valueOf(scalar.text().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      problems.error(scalar.at(), "Unexpected value '%s'".formatted(scalar.text()));
      return InputType.STRING;
    }
  }
}

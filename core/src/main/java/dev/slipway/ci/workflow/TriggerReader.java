package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Trigger.Cron;
import dev.slipway.ci.workflow.Trigger.Filter;
import dev.slipway.ci.workflow.Trigger.Input;
import dev.slipway.ci.workflow.Trigger.InputType;
import dev.slipway.ci.workflow.Trigger.Output;
import dev.slipway.ci.workflow.Trigger.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads `on`, in its three forms: one name, a list of names, a mapping.
final class TriggerReader {
  private final Problems problems;

  TriggerReader(Problems problems) {
    this.problems = problems;
  }

  List<Trigger> triggers(Yaml on) {
    return switch (on) {
      case Yaml.Scalar name -> List.of(named(name));
      case Yaml.Sequence(var items, _) ->
          items.stream().map(item -> named(Fields.template(item))).toList();
      case Yaml.Mapping(var entries, _) ->
          entries.stream().map(entry -> trigger(entry.key().text(), entry.value())).toList();
    };
  }

  private Trigger named(Yaml.Scalar name) {
    return named(Fields.template(name));
  }

  private Trigger named(Template name) {
    return trigger(name.text(), new Yaml.Mapping(List.of(), name.at()));
  }

  private Trigger trigger(String event, Yaml value) {
    if (value instanceof Yaml.Sequence(var items, _)) {
      return new Trigger.Schedule(items.stream().map(this::cron).toList());
    }
    var about =
        value instanceof Yaml.Mapping mapping ? mapping : new Yaml.Mapping(List.of(), value.at());
    return switch (event) {
      case "push" ->
          new Trigger.Push(
              filter(about, "branches"), filter(about, "tags"), filter(about, "paths"));
      case "pull_request", "pull_request_target" ->
          new Trigger.PullRequest(
              event,
              Fields.texts(about, "types"),
              filter(about, "branches"),
              filter(about, "paths"));
      case "workflow_run" ->
          new Trigger.WorkflowRun(
              Fields.templates(about, "workflows"),
              Fields.texts(about, "types"),
              filter(about, "branches"));
      case "image_version" ->
          new Trigger.ImageVersion(
              Fields.texts(about, "types"),
              Fields.templates(about, "names"),
              Fields.templates(about, "versions"));
      case "schedule" -> new Trigger.Schedule(List.of());
      case "workflow_dispatch" ->
          new Trigger.WorkflowDispatch(Fields.named(about, "inputs", this::input));
      case "workflow_call" -> call(about);
      default ->
          new Trigger.Activity(event, Fields.texts(about, "types"), filter(about, "branches"));
    };
  }

  private Filter filter(Yaml.Mapping mapping, String key) {
    var ignore = mapping.entry(key + "-ignore");
    if (mapping.has(key) && ignore.isPresent()) {
      problems.error(
          ignore.get().key().at(),
          "you may only define one of `%s` and `%s-ignore` for a single event".formatted(key, key));
    }
    return new Filter(Fields.templates(mapping, key), Fields.templates(mapping, key + "-ignore"));
  }

  private Cron cron(Yaml item) {
    var mapping = Fields.mapping(item);
    var expression = Fields.templates(mapping, "cron").getFirst();
    if (!CronExpression.isValid(expression.text())) {
      problems.error(
          expression.at(),
          "Invalid cron expression. Expected format: '* * * * *' (minute hour day month weekday)");
    }
    return new Cron(expression, Fields.template(mapping, "timezone"));
  }

  private Input input(Yaml.Scalar name, Yaml value) {
    new Identifiers(problems).take(Fields.template(name));
    var mapping =
        value instanceof Yaml.Mapping given ? given : new Yaml.Mapping(List.of(), name.at());
    var type =
        Fields.text(mapping, "type")
            .map(text -> InputType.valueOf(text.toUpperCase(Locale.ROOT)))
            .orElse(InputType.STRING);
    var options = Fields.texts(mapping, "options");
    if (type == InputType.CHOICE && options.isEmpty()) {
      problems.error(mapping.firstKey(), "Required property is missing: options");
    }
    return new Input(
        name.at(),
        type,
        Fields.text(mapping, "description"),
        Fields.isTrue(mapping, "required"),
        Fields.text(mapping, "default"),
        options);
  }

  private Trigger call(Yaml.Mapping about) {
    return new Trigger.WorkflowCall(
        Fields.named(about, "inputs", this::input),
        Fields.named(about, "secrets", this::secret),
        Fields.named(about, "outputs", this::output));
  }

  private Secret secret(Yaml.Scalar name, Yaml value) {
    new Identifiers(problems).take(Fields.template(name));
    return value instanceof Yaml.Mapping mapping
        ? new Secret(
            name.at(), Fields.text(mapping, "description"), Fields.isTrue(mapping, "required"))
        : new Secret(name.at(), Optional.empty(), false);
  }

  private Output output(Yaml.Scalar name, Yaml value) {
    new Identifiers(problems).take(Fields.template(name));
    var mapping = Fields.mapping(value);
    return new Output(
        name.at(),
        Fields.text(mapping, "description"),
        Fields.templates(mapping, "value").getFirst());
  }
}

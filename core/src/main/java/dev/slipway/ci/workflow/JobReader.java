package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Job.Body;
import dev.slipway.ci.workflow.Job.Secrets;
import java.util.List;
import java.util.Optional;

/// Reads one entry of `jobs`.
final class JobReader {
  private static final String IMAGE_VERSION = "[0-9]{1,9}\\.\\*";

  private final Problems problems;

  JobReader(Problems problems) {
    this.problems = problems;
  }

  Job job(Yaml.Scalar key, Yaml.Mapping job) {
    new Identifiers(problems).take(Fields.template(key));
    return new Job(
        key.text(),
        key.at(),
        Fields.template(job, "name"),
        Fields.texts(job, "needs"),
        Fields.template(job, "if"),
        new StrategyReader(problems).strategy(job),
        PermissionsReader.permissions(job),
        new ConcurrencyReader(problems).concurrency(job),
        CacheMode.of(job),
        job.has("uses") ? call(job) : steps(key, job));
  }

  private Body call(Yaml.Mapping job) {
    var uses = Fields.templates(job, "uses").getFirst();
    WorkflowReference.fault(uses.text()).ifPresent(fault -> problems.error(uses.at(), fault));
    return new Body.Call(
        uses,
        Fields.named(job, "with", (_, value) -> new Job.Argument(value.json(), value.at())),
        secrets(job));
  }

  private static Secrets secrets(Yaml.Mapping job) {
    return Fields.text(scalarsOf(job), "secrets").filter("inherit"::equals).isPresent()
        ? new Secrets.Inherit()
        : new Secrets.Given(Fields.named(job, "secrets"));
  }

  private static Yaml.Mapping scalarsOf(Yaml.Mapping mapping) {
    return new Yaml.Mapping(
        mapping.entries().stream().filter(entry -> entry.value() instanceof Yaml.Scalar).toList(),
        mapping.at());
  }

  private Body steps(Yaml.Scalar key, Yaml.Mapping job) {
    var group = Fields.mapping(job, "runs-on");
    group.flatMap(on -> Fields.template(on, "group")).ifPresent(this::checkGroup);
    var containers = new ContainerReader(problems);
    return new Body.Steps(
        group
            .map(on -> Fields.templates(on, "labels"))
            .orElseGet(() -> Fields.templates(job, "runs-on")),
        group.flatMap(on -> Fields.template(on, "group")),
        Fields.named(job, "env"),
        defaults(job),
        containers.container(job),
        containers.services(job),
        environment(job),
        snapshot(job),
        Fields.template(job, "timeout-minutes"),
        Fields.template(job, "cancel-timeout-minutes"),
        Fields.template(job, "continue-on-error"),
        Fields.named(job, "outputs"),
        steps(key, job.get("steps")));
  }

  private List<Step> steps(Yaml.Scalar key, Optional<Yaml> value) {
    var items =
        value.orElse(null) instanceof Yaml.Sequence sequence ? sequence.items() : List.<Yaml>of();
    if (items.isEmpty()) {
      problems.error(
          value.map(Yaml::at).orElse(key.at()),
          "No steps defined in `steps` and no workflow called in `uses` for the following jobs: "
              + key.text());
    }
    return new StepReader(problems).steps(items);
  }

  private void checkGroup(Template group) {
    if (group.hasExpression() || !group.text().contains("/")) {
      return;
    }
    var parts = group.text().split("/", -1);
    if (parts.length == 2 && parts[1].isEmpty()) {
      problems.error(group.at(), "Invalid runs-on group name '%s'.".formatted(group.text()));
    } else if (parts.length > 2
        || !List.of("org", "organization", "ent", "enterprise").contains(parts[0])) {
      problems.error(
          group.at(),
          ("Invalid runs-on group name '%s'. Please use 'organization/' or 'enterprise/' prefix to"
                  + " target a single runner group.")
              .formatted(group.text()));
    }
  }

  static RunDefaults defaults(Yaml.Mapping mapping) {
    return Fields.mapping(mapping, "defaults")
        .flatMap(defaults -> Fields.mapping(defaults, "run"))
        .map(run ->
            new RunDefaults(
                Fields.template(run, "shell"), Fields.template(run, "working-directory")))
        .orElse(RunDefaults.NONE);
  }

  private static Optional<JobEnvironment> environment(Yaml.Mapping job) {
    return job.entry("environment")
        .map(entry ->
            entry.value() instanceof Yaml.Mapping mapping
                ? new JobEnvironment(
                    entry.key().at(),
                    Fields.template(mapping, "name")
                        .orElseGet(() -> new Template("", mapping.at())),
                    Fields.template(mapping, "url"),
                    Fields.template(mapping, "deployment"))
                : new JobEnvironment(
                    entry.key().at(),
                    Fields.template(entry.value()),
                    Optional.empty(),
                    Optional.empty()))
        .filter(environment -> !environment.name().text().isEmpty());
  }

  private Optional<Snapshot> snapshot(Yaml.Mapping job) {
    return job.entry("snapshot")
        .map(entry ->
            entry.value() instanceof Yaml.Mapping mapping
                ? snapshot(entry.key().at(), mapping)
                : new Snapshot(
                    entry.key().at(),
                    Fields.template(entry.value()),
                    Optional.empty(),
                    new Template("1.*", entry.key().at())));
  }

  private Snapshot snapshot(Position at, Yaml.Mapping mapping) {
    var version = Fields.template(mapping, "version");
    version
        .filter(text -> !text.hasExpression() && !text.text().matches(IMAGE_VERSION))
        .ifPresent(text ->
            problems.error(
                mapping.firstKey(),
                "Expected format '{major-version}.*' Actual '%s'".formatted(text.text())));
    return new Snapshot(
        at,
        Fields.template(mapping, "image-name").orElseGet(() -> new Template("", mapping.at())),
        Fields.template(mapping, "if"),
        version.orElseGet(() -> new Template("1.*", at)));
  }
}

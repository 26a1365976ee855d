package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Strategy.Matrix;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one entry of `jobs`.
final class JobReader {
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "needs",
          "if",
          "runs-on",
          "env",
          "defaults",
          "strategy",
          "timeout-minutes",
          "continue-on-error",
          "outputs",
          "steps",
          "permissions");
  private static final Set<String> LATER =
      Set.of(
          "container",
          "services",
          "concurrency",
          "environment",
          "uses",
          "with",
          "secrets",
          "snapshot",
          "cancel-timeout-minutes");

  private final Problems problems;
  private final Fields fields;

  JobReader(Problems problems, Fields fields) {
    this.problems = problems;
    this.fields = fields;
  }

  Optional<Job> job(Yaml.Scalar key, Yaml value) {
    var id = fields.id(key);
    var mapping = fields.mapping(value);
    if (id.isEmpty() || mapping.isEmpty()) {
      return Optional.empty();
    }
    var job = mapping.get();
    fields.keys(job, KEYS, LATER);
    job.get("permissions").ifPresent(new PermissionsReader(problems, fields)::check);
    if (job.get("uses").isEmpty()) {
      require(job, "runs-on");
      require(job, "steps");
    }
    return Optional.of(
        new Job(
            id.get(),
            key.at(),
            job.get("name").flatMap(name -> fields.template(name, Scope.JOB_NAME)),
            job.get("needs").map(fields::texts).orElse(List.of()),
            job.get("if").flatMap(condition -> fields.condition(condition, Scope.JOB_IF)),
            job.get("runs-on").map(this::runsOn).orElse(List.of()),
            job.get("env").map(env -> fields.templates(env, Scope.JOB_ENV)).orElse(Map.of()),
            job.get("defaults")
                .map(defaults -> defaults(defaults, Scope.JOB_DEFAULTS))
                .orElse(RunDefaults.NONE),
            job.get("strategy").flatMap(this::strategy),
            job.get("timeout-minutes").flatMap(number -> fields.number(number, Scope.JOB_NAME)),
            job.get("continue-on-error").flatMap(bool -> fields.bool(bool, Scope.JOB_NAME)),
            job.get("outputs")
                .map(outputs -> fields.templates(outputs, Scope.JOB_OUTPUTS))
                .orElse(Map.of()),
            job.get("steps").map(this::steps).orElse(List.of())));
  }

  private void require(Yaml.Mapping job, String key) {
    if (job.get(key).isEmpty()) {
      problems.error(job.firstKey(), "Required property is missing: " + key);
    }
  }

  private List<Template> runsOn(Yaml value) {
    if (value instanceof Yaml.Mapping group) {
      fields.keys(group, Set.of("group", "labels"), Set.of());
      return group.get("labels").map(this::runsOn).orElse(List.of());
    }
    return fields.scalars(value).stream()
        .map(label -> fields.template(label, Scope.JOB_NAME))
        .toList();
  }

  RunDefaults defaults(Yaml value, Scope scope) {
    var mapping = fields.mapping(value);
    mapping.ifPresent(defaults -> fields.keys(defaults, Set.of("run"), Set.of()));
    var run = mapping.flatMap(defaults -> defaults.get("run")).flatMap(fields::mapping);
    run.ifPresent(keys -> fields.keys(keys, Set.of("shell", "working-directory"), Set.of()));
    return new RunDefaults(
        run.flatMap(keys -> keys.get("shell")).flatMap(shell -> fields.template(shell, scope)),
        run.flatMap(keys -> keys.get("working-directory"))
            .flatMap(folder -> fields.template(folder, scope)));
  }

  private Optional<Strategy> strategy(Yaml value) {
    return fields
        .mapping(value)
        .flatMap(mapping -> {
          fields.keys(mapping, Set.of("matrix", "fail-fast", "max-parallel"), Set.of());
          var matrix = mapping.get("matrix");
          if (matrix.isEmpty()) {
            problems.error(mapping.firstKey(), "Required property is missing: matrix");
          }
          return matrix
              .flatMap(this::matrix)
              .map(read ->
                  new Strategy(
                      read,
                      mapping.get("fail-fast").flatMap(bool -> fields.bool(bool, Scope.STRATEGY)),
                      mapping
                          .get("max-parallel")
                          .flatMap(number -> fields.number(number, Scope.STRATEGY))));
        });
  }

  private Optional<Matrix> matrix(Yaml value) {
    if (value instanceof Yaml.Scalar scalar && Fields.isExpression(scalar)) {
      return Optional.of(new Matrix.Computed(fields.template(scalar, Scope.STRATEGY)));
    }
    return fields.mapping(value).map(this::written);
  }

  private Matrix written(Yaml.Mapping mapping) {
    var vectors = new LinkedHashMap<String, Json>();
    mapping
        .entries()
        .forEach((key, value) -> {
          if (!Set.of("include", "exclude").contains(key.text())) {
            vector(key, value).ifPresent(json -> vectors.put(key.text(), json));
          }
        });
    if (mapping.entries().isEmpty()) {
      problems.error(mapping.at(), "Matrix must define at least one vector");
    }
    return new Matrix.Written(vectors, rules(mapping, "include"), rules(mapping, "exclude"));
  }

  private Optional<Json> vector(Yaml.Scalar key, Yaml value) {
    if (value instanceof Yaml.Scalar scalar && !Fields.isExpression(scalar)) {
      problems.error(scalar.at(), "Unexpected value '%s'".formatted(scalar.text()));
      return Optional.empty();
    }
    if (value instanceof Yaml.Mapping(_, var at)) {
      problems.error(at, "A mapping was not expected");
      return Optional.empty();
    }
    if (value instanceof Yaml.Sequence(var items, var at) && items.isEmpty()) {
      problems.error(at, "Matrix vector '%s' does not contain any values".formatted(key.text()));
      return Optional.empty();
    }
    return Optional.of(fields.data(value, Scope.STRATEGY));
  }

  /// `include` or `exclude`: a list of mappings, or text holding one expression.
  private List<Json> rules(Yaml.Mapping mapping, String key) {
    var value = mapping.get(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof Yaml.Scalar scalar && Fields.isExpression(scalar)) {
      return List.of(fields.data(scalar, Scope.STRATEGY));
    }
    if (!(value.get() instanceof Yaml.Sequence(var items, _))) {
      problems.error(value.get().at(), "A sequence was expected");
      return List.of();
    }
    return items.stream()
        .filter(item -> fields.mapping(item).isPresent())
        .map(item -> fields.data(item, Scope.STRATEGY))
        .toList();
  }

  private List<Step> steps(Yaml value) {
    if (!(value instanceof Yaml.Sequence(var items, var at))) {
      problems.error(value.at(), "A sequence was expected");
      return List.of();
    }
    if (items.isEmpty()) {
      problems.error(at, "Steps must contain at least one step");
    }
    var reader = new StepReader(problems, fields);
    var steps = new ArrayList<Step>();
    items.forEach(item -> reader.step(item).ifPresent(steps::add));
    return steps;
  }
}

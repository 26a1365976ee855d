package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Strategy.Matrix;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Reads `strategy`.
final class StrategyReader {
  private final Problems problems;

  StrategyReader(Problems problems) {
    this.problems = problems;
  }

  /// Without a matrix a strategy has no effect and counts as none.
  Optional<Strategy> strategy(Yaml.Mapping job) {
    return job.get("strategy")
        .flatMap(value ->
            value instanceof Yaml.Mapping mapping
                ? written(mapping)
                : Optional.of(computed(Fields.template(value))));
  }

  private Optional<Strategy> written(Yaml.Mapping mapping) {
    return mapping
        .get("matrix")
        .map(matrix ->
            new Strategy(
                matrix instanceof Yaml.Mapping vectors
                    ? matrix(vectors)
                    : new Matrix.Computed(Fields.template(matrix)),
                Fields.template(mapping, "fail-fast"),
                Fields.template(mapping, "max-parallel")));
  }

  /// A strategy that is one expression is taken apart: each key computes its own member.
  private static Strategy computed(Template whole) {
    var inner = whole.text().strip();
    var expression = inner.substring("${{".length(), inner.length() - "}}".length()).strip();
    return new Strategy(
        new Matrix.Computed(new Template("${{ (%s).matrix }}".formatted(expression), whole.at())),
        Optional.of(
            new Template(
                "${{ toJSON((%s).fail-fast) != 'false' }}".formatted(expression), whole.at())),
        Optional.of(
            new Template("${{ (%s).max-parallel || 256 }}".formatted(expression), whole.at())));
  }

  private Matrix matrix(Yaml.Mapping mapping) {
    var vectors = new LinkedHashMap<String, Json>();
    for (var entry : mapping.entries()) {
      var name = entry.key().text();
      if (!name.equals("include") && !name.equals("exclude")) {
        if (entry.value() instanceof Yaml.Sequence(var items, var at) && items.isEmpty()) {
          problems.error(at, "Matrix vector '%s' does not contain any values".formatted(name));
        }
        vectors.put(name, entry.value().json());
      }
    }
    var include = rules(mapping, "include");
    if (vectors.isEmpty() && include.isEmpty()) {
      problems.error(mapping.firstKey(), "Matrix must define at least one vector");
    }
    return new Matrix.Written(vectors, include, rules(mapping, "exclude"));
  }

  /// `include` or `exclude`: a list of mappings, or text holding one expression.
  private static List<Json> rules(Yaml.Mapping mapping, String key) {
    return mapping
        .get(key)
        .map(value ->
            value instanceof Yaml.Sequence(var items, _)
                ? items.stream().map(Yaml::json).toList()
                : List.of(value.json()))
        .orElse(List.of());
  }
}

package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Position;
import dev.slipway.ci.workflow.Strategy.Matrix;
import dev.slipway.ci.workflow.Template;
import dev.slipway.model.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Finds values of a matrix that come twice, and exclusions that exclude nothing.
final class MatrixRule implements Rule {
  private static final String NAME = "matrix";

  @Override
  public void check(Subject subject, Report report) {
    for (var job : subject.workflow().jobs().values()) {
      job.strategy()
          .ifPresent(strategy -> {
            if (strategy.matrix() instanceof Matrix.Written(var vectors, _, var exclude)) {
              vectors.forEach((name, value) -> duplicates(subject, job, name, value, report));
              exclude.forEach(rule -> excluded(subject, job, vectors, rule, report));
            }
          });
    }
  }

  private static void duplicates(
      Subject subject, Job job, String vector, Json value, Report report) {
    if (!(value instanceof Json.Arr(var items))) {
      return;
    }
    var seen = new HashSet<Json>();
    for (var item : items) {
      if (!isComputed(item) && !seen.add(item)) {
        report.warning(
            NAME,
            place(subject, job, vector),
            "The value %s comes twice in the matrix vector '%s'".formatted(item.text(), vector));
      }
    }
  }

  private static void excluded(
      Subject subject, Job job, Map<String, Json> vectors, Json rule, Report report) {
    if (!(rule instanceof Json.Obj(var members)) || isComputed(rule)) {
      return;
    }
    members.forEach((name, value) -> {
      var vector = vectors.get(name);
      if (vector == null && vectors.keySet().stream().noneMatch(Template::isExpression)) {
        report.warning(
            NAME,
            place(subject, job, name),
            "The exclusion names '%s', which is no vector of the matrix".formatted(name));
      } else if (vector instanceof Json.Arr(var items)
          && !isComputed(vector)
          && items.stream().noneMatch(item -> matches(value, item))) {
        report.warning(
            NAME,
            place(subject, job, "exclude"),
            "The exclusion of %s excludes nothing: '%s' has no such value"
                .formatted(value.text(), name));
      }
    });
  }

  /// An object excludes what has all its members.
  private static boolean matches(Json rule, Json item) {
    return rule.equals(item)
        || (rule instanceof Json.Obj(var wanted)
            && item instanceof Json.Obj(var had)
            && wanted.entrySet().stream()
                .allMatch(member -> member.getValue().equals(had.get(member.getKey()))));
  }

  private static boolean isComputed(Json value) {
    return switch (value) {
      case Json.Str(var text) -> Template.isExpression(text);
      case Json.Arr(var items) -> items.stream().anyMatch(MatrixRule::isComputed);
      case Json.Obj(var members) ->
          List.copyOf(members.values()).stream().anyMatch(MatrixRule::isComputed);
      case Json.Null _, Json.Bool _, Json.Num _ -> false;
    };
  }

  /// Data of a matrix has no places of its own; its key is looked for.
  private static Position place(Subject subject, Job job, String key) {
    var strategy = subject.text().find("strategy", job.at());
    return subject.text().find(key, subject.text().find("matrix", strategy));
  }
}

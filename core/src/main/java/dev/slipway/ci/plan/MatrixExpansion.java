package dev.slipway.ci.plan;

import dev.slipway.ci.expression.Contexts;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.workflow.Strategy;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns `strategy.matrix` into combinations, in GitHub's order: the cross product, less what
/// `exclude` matches, with what `include` adds.
public final class MatrixExpansion {
  public static final int MAX_JOBS = 256;
  private static final int MAX_NAME = 100;

  private MatrixExpansion() {}

  /// The combinations. At least one.
  ///
  /// @throws InvalidPlanException when the matrix is empty, too large or of the wrong shape
  public static List<Json.Obj> expand(Strategy.Matrix matrix, Contexts contexts) {
    var written =
        switch (matrix) {
          case Strategy.Matrix.Written given -> given;
          case Strategy.Matrix.Computed(var expression) ->
              computed(Templates.evaluate(expression.text(), contexts));
        };
    var combinations = product(vectors(written, contexts));
    var excluded = rules(written.exclude(), contexts);
    combinations.removeIf(one -> excluded.stream().anyMatch(rule -> matches(rule, one)));
    include(combinations, rules(written.include(), contexts), written.vectors().keySet());
    if (combinations.isEmpty()) {
      throw new InvalidPlanException("Matrix has no combination left");
    }
    limit(combinations.size());
    return combinations.stream().map(Json.Obj::new).toList();
  }

  private static Strategy.Matrix.Written computed(Json value) {
    if (!(value instanceof Json.Obj object)) {
      throw new InvalidPlanException("The matrix must be an object");
    }
    var vectors = new LinkedHashMap<>(object.members());
    vectors.remove("include");
    vectors.remove("exclude");
    return new Strategy.Matrix.Written(vectors, object.array("include"), object.array("exclude"));
  }

  private static Map<String, List<Json>> vectors(
      Strategy.Matrix.Written written, Contexts contexts) {
    var vectors = new LinkedHashMap<String, List<Json>>();
    written
        .vectors()
        .forEach((name, value) -> {
          if (!(resolve(value, contexts) instanceof Json.Arr(var items))) {
            throw new InvalidPlanException("Matrix vector '%s' must be a sequence".formatted(name));
          }
          if (items.isEmpty()) {
            throw new InvalidPlanException(
                "Matrix vector '%s' does not contain any values".formatted(name));
          }
          vectors.put(name, items);
        });
    return vectors;
  }

  private static List<Map<String, Json>> product(Map<String, List<Json>> vectors) {
    var combinations = new ArrayList<Map<String, Json>>();
    if (vectors.isEmpty()) {
      return combinations;
    }
    combinations.add(new LinkedHashMap<>());
    vectors.forEach((name, items) -> {
      // Excludes may bring a large product down again; what cannot be held is refused here.
      limit(Math.multiplyExact(combinations.size(), items.size()) / MAX_JOBS);
      var longer = new ArrayList<Map<String, Json>>();
      for (var combination : combinations) {
        for (var item : items) {
          var next = new LinkedHashMap<>(combination);
          next.put(name, item);
          longer.add(next);
        }
      }
      combinations.clear();
      combinations.addAll(longer);
    });
    return combinations;
  }

  private static void limit(int size) {
    if (size > MAX_JOBS) {
      throw new InvalidPlanException("The matrix makes more than %d jobs".formatted(MAX_JOBS));
    }
  }

  private static List<Json.Obj> rules(List<Json> rules, Contexts contexts) {
    var result = new ArrayList<Json.Obj>();
    for (var rule : rules) {
      switch (resolve(rule, contexts)) {
        case Json.Obj object -> result.add(object);
        case Json.Arr(var items) ->
            items.stream()
                .filter(Json.Obj.class::isInstance)
                .forEach(item -> result.add((Json.Obj) item));
        case Json.Null _ -> {}
        case Json.Bool _, Json.Num _, Json.Str _ ->
            throw new InvalidPlanException("include and exclude must be sequences of mappings");
      }
    }
    return result;
  }

  /// A rule matches when all that it names is equal; collections are compared in depth.
  private static boolean matches(Json.Obj rule, Map<String, Json> combination) {
    return rule.members().entrySet().stream()
        .allMatch(entry -> entry.getValue().equals(combination.get(entry.getKey())));
  }

  private static void include(
      List<Map<String, Json>> combinations, List<Json.Obj> rules, Set<String> vectors) {
    var originals = List.copyOf(combinations);
    for (var rule : rules) {
      var filter =
          rule.members().entrySet().stream()
              .filter(entry -> vectors.contains(entry.getKey()))
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
      var added = false;
      for (var combination : originals) {
        if (matches(new Json.Obj(filter), combination)) {
          added = true;
          rule.members()
              .forEach((key, value) -> {
                if (!vectors.contains(key)) {
                  combination.put(key, value);
                }
              });
        }
      }
      if (!added) {
        combinations.add(new LinkedHashMap<>(rule.members()));
      }
    }
  }

  /// Computes the expressions inside a value.
  private static Json resolve(Json value, Contexts contexts) {
    return switch (value) {
      case Json.Str(var text) -> Templates.evaluate(text, contexts);
      case Json.Arr(var items) ->
          Json.array(items.stream().map(item -> resolve(item, contexts)).toList());
      case Json.Obj(var members) -> {
        var resolved = new LinkedHashMap<String, Json>();
        members.forEach((key, item) -> resolved.put(key, resolve(item, contexts)));
        yield new Json.Obj(resolved);
      }
      case Json.Null _, Json.Bool _, Json.Num _ -> value;
    };
  }

  /// What GitHub shows for a matrix job without a name of its own: `test (17, ubuntu)`, cut to 100.
  public static String displayName(String job, Json.Obj combination) {
    var values =
        leaves(combination).stream()
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    return cut(values.isEmpty() ? job : "%s (%s)".formatted(job, values));
  }

  static String cut(String name) {
    return name.length() > MAX_NAME ? name.substring(0, MAX_NAME - 3) + "..." : name;
  }

  private static List<String> leaves(Json value) {
    return switch (value) {
      case Json.Obj(var members) ->
          members.values().stream().flatMap(item -> leaves(item).stream()).toList();
      case Json.Arr(var items) -> items.stream().flatMap(item -> leaves(item).stream()).toList();
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> List.of(Templates.text(value));
    };
  }
}

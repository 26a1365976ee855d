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
import java.util.TreeSet;
import java.util.stream.Stream;

/// Turns `strategy.matrix` into combinations, in GitHub's order: the cross product, less what
/// `exclude` matches, with what `include` adds.
public final class MatrixExpansion {
  public static final int MAX_JOBS = 256;

  /// Excludes may bring a large product down again; what cannot be held is refused.
  private static final long MAX_PRODUCT = 65_536;

  private static final int MAX_NAME = 100;

  private final Map<String, List<Json>> vectors;
  private final List<Json.Obj> include;
  private final List<Json.Obj> exclude;

  private MatrixExpansion(
      Map<String, List<Json>> vectors, List<Json.Obj> include, List<Json.Obj> exclude) {
    this.vectors = vectors;
    this.include = include;
    this.exclude = exclude;
  }

  /// One job of a matrix.
  ///
  /// @param values the `matrix` context
  /// @param shown what stands in its name: not what an include added to it
  public record Combination(Json.Obj values, List<String> shown) {
    public Combination {
      shown = List.copyOf(shown);
    }

    /// `test (17, ubuntu)`, cut to a hundred characters.
    public String name(String job) {
      var name = shown.isEmpty() ? job : "%s (%s)".formatted(job, String.join(", ", shown));
      return name.length() > MAX_NAME ? name.substring(0, MAX_NAME - 3) + "..." : name;
    }
  }

  /// The combinations. At least one.
  ///
  /// @throws InvalidPlanException when the matrix is empty, too large or of the wrong shape
  /// @throws dev.slipway.ci.expression.ExpressionException when an expression in it fails
  public static List<Combination> expand(Strategy.Matrix matrix, Contexts contexts) {
    var written =
        switch (matrix) {
          case Strategy.Matrix.Written given -> given;
          case Strategy.Matrix.Computed(var expression) ->
              computed(Templates.evaluate(expression.text(), contexts));
        };
    var include = rules("include", written.include(), contexts);
    if (written.vectors().isEmpty() && include.isEmpty()) {
      throw new InvalidPlanException("Matrix must define at least one vector");
    }
    return new MatrixExpansion(
            vectors(written, contexts), include, rules("exclude", written.exclude(), contexts))
        .expand();
  }

  private static Strategy.Matrix.Written computed(Json value) {
    if (!(value instanceof Json.Obj object)) {
      throw new InvalidPlanException("The matrix must be a mapping, but it is " + kind(value));
    }
    var vectors = new LinkedHashMap<>(object.members());
    vectors.remove("include");
    vectors.remove("exclude");
    return new Strategy.Matrix.Written(
        vectors, object.get("include").stream().toList(), object.get("exclude").stream().toList());
  }

  private static Map<String, List<Json>> vectors(
      Strategy.Matrix.Written written, Contexts contexts) {
    var vectors = new LinkedHashMap<String, List<Json>>();
    written
        .vectors()
        .forEach((name, given) -> {
          var value = resolve(given, contexts);
          if (!(value instanceof Json.Arr(var items))) {
            throw new InvalidPlanException(
                "Matrix vector '%s' must be a sequence, but it is %s".formatted(name, kind(value)));
          }
          if (items.isEmpty()) {
            throw new InvalidPlanException(
                "Matrix vector '%s' does not contain any values".formatted(name));
          }
          vectors.put(name, items);
        });
    return vectors;
  }

  /// Entries that stand there one by one, or as expressions that give several.
  private static List<Json.Obj> rules(String key, List<Json> given, Contexts contexts) {
    var rules = new ArrayList<Json.Obj>();
    for (var entry : given) {
      var value = resolve(entry, contexts);
      for (var rule : value instanceof Json.Arr(var items) ? items : List.of(value)) {
        if (!(rule instanceof Json.Obj object)) {
          throw new InvalidPlanException(
              "Matrix %s must be a sequence of mappings, but one of it is %s"
                  .formatted(key, kind(rule)));
        }
        if (object.members().isEmpty()) {
          throw new InvalidPlanException(
              "Matrix %s mapping does not contain any values".formatted(key));
        }
        rules.add(object);
      }
    }
    return rules;
  }

  private static String kind(Json value) {
    return switch (value) {
      case Json.Null _ -> "null";
      case Json.Bool _ -> "a boolean";
      case Json.Num _ -> "a number";
      case Json.Str(var text) -> text.isEmpty() ? "empty" : "the text '%s'".formatted(text);
      case Json.Arr _ -> "a sequence";
      case Json.Obj _ -> "a mapping";
    };
  }

  private List<Combination> expand() {
    var originals = product();
    var excluded = exclude.stream().map(this::excluding).toList();
    originals.removeIf(one -> excluded.stream().anyMatch(filter -> filter.matches(one)));
    var values = originals.stream().<Map<String, Json>>map(LinkedHashMap::new).toList();
    var combinations = new ArrayList<Combination>();
    var added = new ArrayList<Combination>();
    for (var rule : include) {
      addTo(originals, values, rule, added);
    }
    for (var i = 0; i < originals.size(); i++) {
      combinations.add(new Combination(new Json.Obj(values.get(i)), shown(originals.get(i))));
    }
    combinations.addAll(added);
    if (combinations.isEmpty()) {
      throw new InvalidPlanException("Matrix has no combination left: exclude takes all");
    }
    if (combinations.size() > MAX_JOBS) {
      throw new InvalidPlanException(
          "Matrix makes %d jobs, more than %d".formatted(combinations.size(), MAX_JOBS));
    }
    return List.copyOf(combinations);
  }

  private List<Map<String, Json>> product() {
    List<Map<String, Json>> combinations = new ArrayList<>();
    if (vectors.isEmpty()) {
      return combinations;
    }
    combinations.add(Map.of());
    for (var vector : vectors.entrySet()) {
      var size = (long) combinations.size() * vector.getValue().size();
      if (size > MAX_PRODUCT) {
        throw new InvalidPlanException(
            "Matrix makes %d combinations, more than %d".formatted(size, MAX_PRODUCT));
      }
      var longer = new ArrayList<Map<String, Json>>();
      for (var combination : combinations) {
        for (var item : vector.getValue()) {
          var next = new LinkedHashMap<>(combination);
          next.put(vector.getKey(), item);
          longer.add(next);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private MatrixFilter excluding(Json.Obj rule) {
    for (var key : rule.members().keySet()) {
      if (!names().contains(key)) {
        throw new InvalidPlanException(
            "Matrix exclude key '%s' does not match any key within the matrix".formatted(key));
      }
    }
    return MatrixFilter.of(rule.members());
  }

  /// Keys that name a vector tell which combinations are meant, the others are added to those;
  /// where none is meant, the entry is a combination of its own.
  private void addTo(
      List<Map<String, Json>> originals,
      List<Map<String, Json>> values,
      Json.Obj rule,
      List<Combination> added) {
    var wanted = new LinkedHashMap<String, Json>();
    var extra = new LinkedHashMap<String, Json>();
    rule.members()
        .forEach((key, value) -> (names().contains(key) ? wanted : extra).put(key, value));
    var filter = MatrixFilter.of(wanted);
    var matched = false;
    for (var i = 0; i < originals.size(); i++) {
      if (filter.matches(originals.get(i))) {
        matched = true;
        values.get(i).putAll(extra);
      }
    }
    if (!matched) {
      wanted.putAll(extra);
      added.add(new Combination(new Json.Obj(wanted), shown(wanted)));
    }
  }

  private Set<String> names() {
    var names = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(vectors.keySet());
    return names;
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

  private static List<String> shown(Map<String, Json> values) {
    return leaves(new Json.Obj(values)).filter(text -> !text.isEmpty()).toList();
  }

  private static Stream<String> leaves(Json value) {
    return switch (value) {
      case Json.Obj(var members) -> members.values().stream().flatMap(MatrixExpansion::leaves);
      case Json.Arr(var items) -> items.stream().flatMap(MatrixExpansion::leaves);
      case Json.Null _ -> Stream.empty();
      case Json.Bool _, Json.Num _, Json.Str _ -> Stream.of(Templates.text(value));
    };
  }
}

package dev.slipway.local.states.query.path;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A path that selects values within a JSON value.
///
/// A definite path leads to one value or to none; any other selects an array, empty when nothing
/// fits.
public final class JsonPath {
  private final String text;
  private final List<Step> steps;

  JsonPath(String text, List<Step> steps) {
    this.text = text;
    this.steps = List.copyOf(steps);
  }

  /// @throws IllegalArgumentException saying what is wrong
  public static JsonPath of(String text) {
    return new PathReader(text).read();
  }

  public String text() {
    return text;
  }

  public boolean isRoot() {
    return steps.isEmpty();
  }

  List<Step> steps() {
    return steps;
  }

  boolean definite() {
    return steps.stream().allMatch(Step::definite);
  }

  /// What the path selects; empty when a definite path leads nowhere.
  public Optional<Json> find(Json root) {
    return find(root, root);
  }

  Optional<Json> find(Json start, Json root) {
    var found = List.of(start);
    for (var i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Function(var name)) {
        return Functions.apply(name, value(found, steps.subList(0, i)));
      }
      var next = new ArrayList<Json>();
      for (var value : found) {
        Walk.step(value, steps.get(i), root, next);
      }
      found = next;
    }
    return value(found, steps);
  }

  private static Optional<Json> value(List<Json> found, List<Step> walked) {
    if (!walked.stream().allMatch(Step::definite)) {
      return Optional.of(new Json.Arr(found));
    }
    return found.stream().findFirst();
  }

  @Override
  public String toString() {
    return text;
  }
}

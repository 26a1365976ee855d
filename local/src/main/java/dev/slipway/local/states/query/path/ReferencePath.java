package dev.slipway.local.states.query.path;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A path that names one place: it can be read, and written.
public final class ReferencePath {
  private final String text;
  private final List<Step> steps;

  private ReferencePath(String text, List<Step> steps) {
    this.text = text;
    this.steps = steps;
  }

  /// @throws IllegalArgumentException when it is no path, or names more than one place
  public static ReferencePath of(String text) {
    var path = JsonPath.of(text);
    if (!path.definite() || text.endsWith("()")) {
      throw new IllegalArgumentException("Value is not a Reference Path");
    }
    return new ReferencePath(text, path.steps());
  }

  /// A value with another put in this place; objects on the way are made where there are none.
  ///
  /// @return empty when something else is in the way
  public Optional<Json> put(Json into, Json value) {
    return put(Optional.of(into), steps, value);
  }

  private static Optional<Json> put(Optional<Json> at, List<Step> steps, Json value) {
    if (steps.isEmpty()) {
      return Optional.of(value);
    }
    var rest = steps.subList(1, steps.size());
    return switch (steps.getFirst()) {
      case Step.Names(var names) -> member(at, names.getFirst(), rest, value);
      case Step.Places(var places) -> item(at, places.getFirst(), rest, value);
      case Step.Slice _, Step.All _, Step.Deep _, Step.Filter _, Step.Function _ ->
          throw new IllegalStateException("a reference path names one place");
    };
  }

  private static Optional<Json> member(
      Optional<Json> at, String name, List<Step> rest, Json value) {
    if (at.isPresent() && !(at.get() instanceof Json.Obj)) {
      return Optional.empty();
    }
    var object = at.map(Json.Obj.class::cast).orElse(Json.Obj.EMPTY);
    return put(Optional.ofNullable(object.members().get(name)), rest, value)
        .map(inner -> object.with(name, inner));
  }

  private static Optional<Json> item(Optional<Json> at, int place, List<Step> rest, Json value) {
    if (at.isEmpty()
        || !(at.get() instanceof Json.Arr(var items))
        || place < 0
        || place >= items.size()) {
      return Optional.empty();
    }
    return put(Optional.of(items.get(place)), rest, value)
        .map(inner -> {
          var changed = new ArrayList<>(items);
          changed.set(place, inner);
          return new Json.Arr(changed);
        });
  }

  @Override
  public String toString() {
    return text;
  }
}

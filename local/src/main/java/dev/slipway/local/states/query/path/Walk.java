package dev.slipway.local.states.query.path;

import dev.slipway.model.Json;
import java.util.List;

/// Takes one step from a value.
final class Walk {
  private Walk() {}

  static void step(Json value, Step step, Json root, List<Json> into) {
    switch (step) {
      case Step.Names(var names) -> {
        if (value instanceof Json.Obj(var members)) {
          names.stream().filter(members::containsKey).forEach(name -> into.add(members.get(name)));
        }
      }
      case Step.Places(var places) -> {
        if (value instanceof Json.Arr(var items)) {
          for (var place : places) {
            var index = place < 0 ? items.size() + place : place;
            if (index >= 0 && index < items.size()) {
              into.add(items.get(index));
            }
          }
        }
      }
      case Step.Slice slice -> slice(value, slice, into);
      case Step.All _ -> into.addAll(children(value));
      case Step.Deep _ -> deep(value, into);
      case Step.Filter(var predicate) -> {
        // An object is asked itself, an array's items are asked each.
        var asked = value instanceof Json.Obj ? List.of(value) : children(value);
        asked.stream().filter(one -> predicate.holds(one, root)).forEach(into::add);
      }
      case Step.Function(var name) -> throw new IllegalStateException(name + "() ends a path");
    }
  }

  private static void slice(Json value, Step.Slice slice, List<Json> into) {
    if (!(value instanceof Json.Arr(var items))) {
      return;
    }
    var size = items.size();
    var from = within(slice.from().orElse(0), size);
    var to = within(slice.to().orElse(size), size);
    for (var i = from; i < to; i += slice.by()) {
      into.add(items.get(i));
    }
  }

  private static int within(int place, int size) {
    return Math.clamp(place < 0 ? (long) size + place : place, 0, size);
  }

  private static void deep(Json value, List<Json> into) {
    into.add(value);
    children(value).forEach(child -> deep(child, into));
  }

  private static List<Json> children(Json value) {
    return switch (value) {
      case Json.Obj(var members) -> List.copyOf(members.values());
      case Json.Arr(var items) -> items;
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> List.of();
    };
  }
}

package dev.slipway.local.events.pattern;

import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;

/// Which events a rule or a mapping wants: every member of the pattern must be matched by the
/// event's.
///
/// Reference: "Creating Amazon EventBridge event patterns" and "Comparison operators".
public final class EventPattern {
  private static final String OR = "$or";

  private final Json.Obj pattern;
  private final Json.Obj nested;

  private EventPattern(Json.Obj pattern) {
    this.pattern = pattern;
    this.nested = Dots.nested(pattern);
  }

  /// @throws InvalidPatternException naming what is wrong
  public static EventPattern of(Json.Obj pattern) {
    if (pattern.members().isEmpty()) {
      throw new InvalidPatternException("Empty event pattern is not allowed");
    }
    check(pattern);
    return new EventPattern(pattern);
  }

  /// One that was accepted before and is kept; what is refused by now still means what it did.
  public static EventPattern accepted(Json.Obj pattern) {
    return new EventPattern(pattern);
  }

  private static void check(Json.Obj pattern) {
    pattern
        .members()
        .forEach((name, value) -> {
          switch (value) {
            case Json.Obj inner -> {
              if (inner.members().isEmpty()) {
                throw new InvalidPatternException("Empty objects are not allowed");
              }
              check(inner);
            }
            case Json.Arr(var alternatives) when name.equals(OR) -> checkAlternatives(alternatives);
            case Json.Arr(var wanted) -> {
              if (wanted.isEmpty()) {
                throw new InvalidPatternException("Empty arrays are not allowed");
              }
              wanted.forEach(Operators::check);
            }
            case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ ->
                throw new InvalidPatternException(
                    "\"%s\" must be an object or an array".formatted(name));
          }
        });
  }

  private static void checkAlternatives(List<Json> alternatives) {
    if (alternatives.size() < 2) {
      throw new InvalidPatternException("$or needs an array of two objects or more");
    }
    for (var alternative : alternatives) {
      if (!(alternative instanceof Json.Obj object) || object.members().isEmpty()) {
        throw new InvalidPatternException("$or takes objects only");
      }
      check(object);
    }
  }

  public boolean matches(Json.Obj event) {
    var whole = Dots.nested(event);
    return matches(nested, whole, new Place(whole, ""));
  }

  public String text() {
    return pattern.text();
  }

  private static boolean matches(Json.Obj pattern, Json.Obj event, Place place) {
    return pattern.members().entrySet().stream()
        .allMatch(member -> matches(member.getKey(), member.getValue(), event, place));
  }

  private static boolean matches(String name, Json wanted, Json.Obj event, Place place) {
    if (name.equals(OR) && wanted instanceof Json.Arr(var alternatives)) {
      return alternatives.stream().anyMatch(one -> matches((Json.Obj) one, event, place));
    }
    var value = Optional.ofNullable(event.members().get(name));
    var inside = place.inside(name);
    return switch (wanted) {
      case Json.Obj inner -> matchesInner(inner, value, inside);
      case Json.Arr(var comparisons) ->
          comparisons.stream().anyMatch(one -> Comparison.matches(one, value, inside));
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> false;
    };
  }

  /// Of a list of objects one must match as a whole. A member that is missing may still be wanted
  /// to be missing.
  private static boolean matchesInner(Json.Obj inner, Optional<Json> value, Place place) {
    return switch (value.orElse(Json.Obj.EMPTY)) {
      case Json.Obj object -> matches(inner, object, place);
      case Json.Arr(var items) ->
          items.stream().anyMatch(item -> matchesInner(inner, Optional.of(item), place))
              || matches(inner, Json.Obj.EMPTY, place);
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ ->
          matches(inner, Json.Obj.EMPTY, place);
    };
  }

  /// Where in an event a comparison stands: what is missing must be so in every item of a list, not
  /// just in one.
  record Place(Json.Obj event, String path) {
    Place inside(String name) {
      return new Place(event, path.isEmpty() ? name : path + "." + name);
    }

    boolean isEmpty() {
      return !holds(event, List.of(path.split("\\.", -1)));
    }

    private static boolean holds(Json value, List<String> names) {
      return switch (value) {
        case Json.Arr(var items) -> items.stream().anyMatch(item -> holds(item, names));
        case Json.Obj object ->
            !names.isEmpty()
                && object
                    .get(names.getFirst())
                    .filter(inner -> holds(inner, names.subList(1, names.size())))
                    .isPresent();
        case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> names.isEmpty();
      };
    }
  }
}

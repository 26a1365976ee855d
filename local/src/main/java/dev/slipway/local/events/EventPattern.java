package dev.slipway.local.events;

import dev.slipway.local.template.TemplateException;
import dev.slipway.model.Json;
import java.util.List;

/// Which events a rule wants: every member of the pattern must be matched by the event's.
///
/// Reference: "Creating Amazon EventBridge event patterns". Known comparisons: equality, `prefix`,
/// `suffix`, `anything-but` with values, `exists`; another one is an error at start.
public final class EventPattern {
  private final Json.Obj pattern;

  private EventPattern(Json.Obj pattern) {
    this.pattern = pattern;
  }

  /// @throws TemplateException naming a comparison that is not known
  public static EventPattern of(Json.Obj pattern) {
    check(pattern);
    return new EventPattern(pattern);
  }

  private static void check(Json.Obj pattern) {
    pattern
        .members()
        .forEach((name, value) -> {
          switch (value) {
            case Json.Obj inner -> check(inner);
            case Json.Arr(var wanted) -> wanted.forEach(EventPattern::checkComparison);
            case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ ->
                throw new TemplateException(
                    "an event pattern's %s must be a list or an object".formatted(name));
          }
        });
  }

  private static void checkComparison(Json wanted) {
    if (wanted instanceof Json.Obj comparison) {
      for (var name : comparison.members().keySet()) {
        if (!List.of("prefix", "suffix", "anything-but", "exists").contains(name)) {
          throw new TemplateException("the local EventBridge does not know the comparison " + name);
        }
      }
    }
  }

  boolean matches(Json.Obj event) {
    return matches(pattern, event);
  }

  String text() {
    return pattern.text();
  }

  private static boolean matches(Json.Obj pattern, Json.Obj event) {
    return pattern.members().entrySet().stream()
        .allMatch(member -> {
          var value = event.get(member.getKey()).orElse(Json.Null.INSTANCE);
          return switch (member.getValue()) {
            case Json.Obj inner -> value instanceof Json.Obj object && matches(inner, object);
            case Json.Arr(var wanted) -> wanted.stream().anyMatch(one -> matchesOne(one, value));
            case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> false;
          };
        });
  }

  private static boolean matchesOne(Json wanted, Json value) {
    if (value instanceof Json.Arr(var items)) {
      return items.stream().anyMatch(item -> matchesOne(wanted, item));
    }
    if (!(wanted instanceof Json.Obj comparison)) {
      return wanted.equals(value);
    }
    return comparison.members().entrySet().stream()
        .allMatch(member -> compare(member.getKey(), member.getValue(), value));
  }

  private static boolean compare(String comparison, Json operand, Json value) {
    return switch (comparison) {
      case "exists" -> operand.equals(Json.of(!(value instanceof Json.Null)));
      case "prefix" -> text(value).startsWith(text(operand));
      case "suffix" -> text(value).endsWith(text(operand));
      default ->
          operand instanceof Json.Arr(var items)
              ? items.stream().noneMatch(value::equals)
              : !operand.equals(value);
    };
  }

  private static String text(Json value) {
    return value instanceof Json.Str(var text) ? text : "";
  }
}

package dev.slipway.local.events;

import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import java.util.List;
import java.util.function.Function;

/// The part of a sorted list that a request wants: `Limit` items behind its `NextToken`, which is
/// the name of the last one that was given.
record Page<T>(List<T> items, boolean more) {
  private static final int MOST = 100;

  static <T> Page<T> of(List<T> all, Function<T, String> name, Input request) {
    var limit = request.maybeNumber("Limit").orElse(MOST);
    if (limit < 1 || limit > MOST) {
      throw EventBuses.invalid(
          "1 validation error detected: Value '%d' at 'limit' failed to satisfy constraint: Member must have value %s"
              .formatted(
                  limit,
                  limit < 1 ? "greater than or equal to 1" : "less than or equal to " + MOST));
    }
    var after = request.maybeText("NextToken").orElse("");
    var rest = all.stream().filter(one -> name.apply(one).compareTo(after) > 0).toList();
    return new Page<>(rest.subList(0, Math.min(limit, rest.size())), rest.size() > limit);
  }

  /// @param member what the list is called in the answer
  Json.Obj answer(String member, Function<T, String> name, Function<T, Json.Obj> shown) {
    var answer = Json.object().put(member, Json.array(items.stream().map(shown).toList()));
    if (more) {
      answer.put("NextToken", name.apply(items.getLast()));
    }
    return answer.build();
  }
}

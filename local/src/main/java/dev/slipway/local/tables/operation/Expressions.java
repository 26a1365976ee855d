package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Condition;
import dev.slipway.local.tables.expression.ConditionParser;
import dev.slipway.local.tables.expression.Placeholders;
import dev.slipway.local.tables.expression.Projection;
import dev.slipway.local.tables.expression.Update;
import dev.slipway.local.tables.expression.UpdateParser;
import dev.slipway.local.tables.value.InvalidException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// The expressions of one request, with the names and values that they share.
final class Expressions {
  private final Request request;
  private final Placeholders placeholders;

  /// @param members the expressions that take values, in the order in which a message names them
  Expressions(Request request, String... members) {
    this.request = request;
    var names = request.textMap("ExpressionAttributeNames");
    var values = request.values("ExpressionAttributeValues");
    var takesValues =
        Arrays.stream(members).filter(member -> !member.equals("ProjectionExpression")).toList();
    if (names.isPresent() && Arrays.stream(members).noneMatch(request::has)) {
      throw new InvalidException(
          "ExpressionAttributeNames can only be specified when using expressions");
    }
    if (values.isPresent() && takesValues.stream().noneMatch(request::has)) {
      throw new InvalidException(
          "ExpressionAttributeValues can only be specified when using expressions: %s %s null"
              .formatted(
                  String.join(" and ", takesValues), takesValues.size() == 1 ? "is" : "are"));
    }
    requireSome("ExpressionAttributeNames", names);
    requireSome("ExpressionAttributeValues", values);
    this.placeholders = new Placeholders(names.orElse(Map.of()), values.orElse(Map.of()));
  }

  private static void requireSome(String member, Optional<? extends Map<String, ?>> given) {
    if (given.filter(Map::isEmpty).isPresent()) {
      throw new InvalidException(member + " must not be empty");
    }
  }

  Placeholders placeholders() {
    return placeholders;
  }

  Optional<Condition> condition() {
    return condition("ConditionExpression");
  }

  Optional<Condition> condition(String member) {
    return request.text(member).map(text -> ConditionParser.parse(member, text, placeholders));
  }

  Optional<Update> update() {
    return request.text("UpdateExpression").map(text -> UpdateParser.parse(text, placeholders));
  }

  Optional<Projection> projection() {
    return request.text("ProjectionExpression").map(text -> Projection.parse(text, placeholders));
  }

  void requireAllUsed() {
    placeholders.requireAllUsed();
  }
}

package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Condition;
import dev.slipway.local.tables.expression.Update;
import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.InvalidException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Reads writes from requests: the request at once, and what it wants of its table when it is asked
/// for the write, since a transaction treats the two differently.
final class Writes {
  private final Catalog catalog;

  Writes(Catalog catalog) {
    this.catalog = catalog;
  }

  Table table(Request request) {
    return table(request.requireText("TableName"));
  }

  /// @param name its name, or an ARN that ends in it
  Table table(String name) {
    return catalog.require(name, _ -> Errors.resourceNotFound());
  }

  Supplier<ItemWrite> put(Request request) {
    Expressions.forWrite(request, "ConditionExpression");
    var item = request.requireItem("Item");
    var condition = Expressions.conditionOnly(request);
    return () -> {
      var table = table(request);
      checkPaths(table, condition);
      ItemRules.checkItem(table.definition(), item);
      return write(request, table, item, condition, _ -> Optional.of(item));
    };
  }

  private static void checkPaths(Table table, Optional<Condition> condition) {
    ItemRules.checkPaths(table.definition(), condition.map(Condition::paths).orElse(List.of()));
  }

  Supplier<ItemWrite> delete(Request request) {
    return keyed(request, _ -> Optional.empty());
  }

  /// Leaves the item as it is.
  Supplier<ItemWrite> check(Request request) {
    return keyed(request, old -> old);
  }

  private Supplier<ItemWrite> keyed(Request request, UnaryOperator<Optional<Obj>> next) {
    Expressions.forWrite(request, "ConditionExpression");
    var key = request.requireItem("Key");
    var condition = Expressions.conditionOnly(request);
    return () -> {
      var table = table(request);
      checkPaths(table, condition);
      ItemRules.checkKey(table.definition(), key);
      return write(request, table, key, condition, next);
    };
  }

  /// @param update what the request's answer may need to know of
  record Updating(Supplier<ItemWrite> write, Update update) {}

  Updating update(Request request) {
    Expressions.forWrite(request, "UpdateExpression", "ConditionExpression");
    var key = request.requireItem("Key");
    var legacy = LegacyUpdates.read(request);
    var expressions = new Expressions(request);
    var update = expressions.update().or(() -> legacy).orElse(new Update(List.of()));
    var condition = expressions.condition("ConditionExpression");
    expressions.requireAllUsed();
    var asked = condition.or(() -> LegacyConditions.expected(request));
    return new Updating(() -> write(request, key, update, asked), update);
  }

  private ItemWrite write(Request request, Obj key, Update update, Optional<Condition> condition) {
    var table = table(request);
    checkPaths(table, condition);
    ItemRules.checkKey(table.definition(), key);
    requireKeyUntouched(table, update);
    return write(
        request,
        table,
        key,
        condition,
        old -> Optional.of(updated(table, update, old.orElse(key))));
  }

  private static void requireKeyUntouched(Table table, Update update) {
    for (var path : update.paths()) {
      if (table.definition().key().names().contains(path.attribute())) {
        throw InvalidException.parameter(
            "Cannot update attribute %s. This attribute is part of the key"
                .formatted(path.attribute()));
      }
    }
    ItemRules.checkPaths(table.definition(), update.allPaths());
  }

  private static Obj updated(Table table, Update update, Obj item) {
    var next = update.apply(item);
    ItemRules.checkUpdated(table.definition(), next);
    return next;
  }

  private static ItemWrite write(
      Request request,
      Table table,
      Obj keyed,
      Optional<Condition> condition,
      UnaryOperator<Optional<Obj>> next) {
    var showsFailed =
        request.text("ReturnValuesOnConditionCheckFailure").filter("ALL_OLD"::equals).isPresent();
    return new ItemWrite(table, table.definition().keyOf(keyed), condition, showsFailed, next);
  }
}

package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Update;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.Sizes;
import dev.slipway.local.tables.value.ValueJson;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Put, get, update and delete of one item.
public final class ItemOperations {
  private final Catalog catalog;

  public ItemOperations(Catalog catalog) {
    this.catalog = catalog;
  }

  private Table table(Request request) {
    return catalog.find(request.requireText("TableName")).orElseThrow(Errors::resourceNotFound);
  }

  private ItemWrite.Done make(ItemWrite write) {
    return catalog.change(write::make);
  }

  public Json.Obj put(Json.Obj json) {
    var request = new Request(json);
    var item = request.requireItem("Item");
    var expressions = new Expressions(request, "ConditionExpression");
    var condition = expressions.condition();
    expressions.requireAllUsed();
    var table = table(request);
    ItemRules.checkItem(table.definition(), item);
    var write =
        new ItemWrite(
            table,
            table.definition().keyOf(item),
            condition,
            showsFailed(request),
            _ -> Optional.of(item));
    var showsOld = returnValues(request) == ReturnValues.ALL_OLD;
    return answer(make(write).old().filter(_ -> showsOld));
  }

  public Json.Obj get(Json.Obj json) {
    var request = new Request(json);
    var key = request.requireItem("Key");
    var expressions = new Expressions(request, "ProjectionExpression");
    var projection = expressions.projection();
    expressions.requireAllUsed();
    var table = table(request);
    ItemRules.checkKey(table.definition(), key);
    var item =
        table
            .get(table.definition().keyOf(key))
            .map(found -> projection.map(wanted -> wanted.of(found)).orElse(found));
    return Json.object().put("Item", item.map(ValueJson::write)).build();
  }

  public Json.Obj delete(Json.Obj json) {
    var request = new Request(json);
    var key = request.requireItem("Key");
    var expressions = new Expressions(request, "ConditionExpression");
    var condition = expressions.condition();
    expressions.requireAllUsed();
    var table = table(request);
    ItemRules.checkKey(table.definition(), key);
    var write =
        new ItemWrite(
            table,
            table.definition().keyOf(key),
            condition,
            showsFailed(request),
            _ -> Optional.empty());
    var showsOld = returnValues(request) == ReturnValues.ALL_OLD;
    return answer(make(write).old().filter(_ -> showsOld));
  }

  public Json.Obj update(Json.Obj json) {
    var request = new Request(json);
    var key = request.requireItem("Key");
    var expressions = new Expressions(request, "UpdateExpression", "ConditionExpression");
    var update = expressions.update().orElse(new Update(List.of()));
    var condition = expressions.condition();
    expressions.requireAllUsed();
    var table = table(request);
    ItemRules.checkKey(table.definition(), key);
    requireKeyUntouched(table, update);
    var write =
        new ItemWrite(
            table,
            table.definition().keyOf(key),
            condition,
            showsFailed(request),
            old -> Optional.of(updated(table, update, old.orElse(key))));
    var done = make(write);
    return answer(
        switch (returnValues(request)) {
          case NONE -> Optional.empty();
          case ALL_OLD -> done.old();
          case ALL_NEW -> done.now();
          case UPDATED_OLD -> done.old().map(update.changed()::of);
          case UPDATED_NEW -> done.now().map(update.changed()::of);
        });
  }

  private static void requireKeyUntouched(Table table, Update update) {
    for (var path : update.paths()) {
      if (table.definition().key().names().contains(path.attribute())) {
        throw InvalidException.parameter(
            "Cannot update attribute %s. This attribute is part of the key"
                .formatted(path.attribute()));
      }
    }
  }

  private static Obj updated(Table table, Update update, Obj item) {
    var next = update.apply(item);
    ItemRules.checkIndexes(table.definition(), next);
    if (Sizes.of(next) > ItemRules.LARGEST_ITEM) {
      throw new InvalidException("Item size to update has exceeded the maximum allowed size");
    }
    return next;
  }

  private enum ReturnValues {
    NONE,
    ALL_OLD,
    ALL_NEW,
    UPDATED_OLD,
    UPDATED_NEW
  }

  private static ReturnValues returnValues(Request request) {
    try {
      return ReturnValues.valueOf(request.text("ReturnValues").orElse("NONE"));
    } catch (IllegalArgumentException _) {
      throw new InvalidException("Return values set to invalid value");
    }
  }

  private static boolean showsFailed(Request request) {
    return request
        .text("ReturnValuesOnConditionCheckFailure")
        .filter("ALL_OLD"::equals)
        .isPresent();
  }

  private static Json.Obj answer(Optional<Obj> attributes) {
    var members = new LinkedHashMap<String, Json>();
    attributes
        .filter(found -> !found.members().isEmpty())
        .ifPresent(found -> members.put("Attributes", ValueJson.write(found)));
    return new Json.Obj(members);
  }
}

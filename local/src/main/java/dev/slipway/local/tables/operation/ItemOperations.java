package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Projection;
import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.ValueJson;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;

/// Put, get, update and delete of one item.
public final class ItemOperations {
  private final Catalog catalog;
  private final Writes writes;

  public ItemOperations(Catalog catalog) {
    this.catalog = catalog;
    this.writes = new Writes(catalog);
  }

  public Json.Obj put(Request request) {
    var showsOld = ReturnValues.showsOld(request);
    var write = writes.put(request).get();
    var done = make(write);
    return answer(request, write.table(), done, done.old().filter(_ -> showsOld));
  }

  public Json.Obj delete(Request request) {
    var showsOld = ReturnValues.showsOld(request);
    var write = writes.delete(request).get();
    var done = make(write);
    return answer(request, write.table(), done, done.old().filter(_ -> showsOld));
  }

  public Json.Obj update(Request request) {
    var updating = writes.update(request);
    var write = updating.write().get();
    var done = make(write);
    var changed = updating.update().changed();
    var shown =
        switch (ReturnValues.of(request)) {
          case NONE -> Optional.<Obj>empty();
          case ALL_OLD -> done.old();
          case ALL_NEW -> done.now();
          case UPDATED_OLD -> done.old().map(changed::of);
          case UPDATED_NEW -> done.now().map(changed::of);
        };
    return answer(request, write.table(), done, shown);
  }

  private ItemWrite.Done make(ItemWrite write) {
    return catalog.change(() -> write.make(catalog));
  }

  private static Json.Obj answer(
      Request request, Table table, ItemWrite.Done done, Optional<Obj> attributes) {
    var shown = attributes.filter(found -> !found.members().isEmpty()).map(ValueJson::write);
    var answer = Json.object().put("Attributes", shown);
    new Capacity(table.definition())
        .addWrite(done.old(), done.now())
        .shown(request)
        .ifPresent(capacity -> answer.put("ConsumedCapacity", capacity));
    return answer.build();
  }

  public Reply get(Request request) {
    var projection = Expressions.projectionOnly(request);
    var key = request.requireItem("Key");
    var table = writes.table(request);
    ItemRules.checkKey(table.definition(), key);
    ItemRules.checkPaths(table.definition(), projection.map(Projection::paths).orElse(List.of()));
    var found = table.find(table.definition().keyOf(key));
    var capacity = new Capacity(table.definition());
    found.ifPresentOrElse(
        item -> capacity.add(Capacity.read(item.size(), request.is("ConsistentRead"))),
        () -> capacity.add(Capacity.read(0, request.is("ConsistentRead"))));
    var rest = Json.object().put("ConsumedCapacity", capacity.shown(request));
    if (found.isEmpty() || projection.isPresent()) {
      return Reply.of(
          rest.put(
                  "Item",
                  found.map(item -> ValueJson.write(projection.orElseThrow().of(item.item()))))
              .build());
    }
    return Reply.of("Item", found.get(), rest.build());
  }
}

package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Projection;
import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.Sizes;
import dev.slipway.local.tables.value.ValueJson;
import dev.slipway.local.tables.value.ValueReader;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Many gets, or many puts and deletes, in one request; each stands for itself.
public final class BatchOperations {
  private static final int MOST_GETS = 100;
  private static final int MOST_WRITES = 25;

  /// An answer may have this many bytes; keys beyond it come back unprocessed.
  private static final long LARGEST_ANSWER = 16L * 1024 * 1024;

  private final Catalog catalog;
  private final Writes writes;

  public BatchOperations(Catalog catalog) {
    this.catalog = catalog;
    this.writes = new Writes(catalog);
  }

  /// What is wanted of one table.
  private record Gets(
      Request request, Table table, List<Obj> keys, Optional<Projection> projection) {}

  public Json.Obj get(Request request) {
    var wanted = new ArrayList<Gets>();
    var count = 0;
    for (var of : request.structureMap("RequestItems").entrySet()) {
      var gets = gets(of.getKey(), of.getValue());
      count += gets.keys().size();
      wanted.add(gets);
    }
    if (count > MOST_GETS) {
      throw new InvalidException("Too many items requested for the BatchGetItem call");
    }
    return read(request, wanted);
  }

  private Gets gets(String name, Request of) {
    var projection = Expressions.projectionOnly(of);
    var keys =
        of.json().array("Keys").stream().map(key -> ValueReader.item((Json.Obj) key)).toList();
    var table = writes.table(name);
    keys.forEach(key -> ItemRules.checkKey(table.definition(), key));
    ItemRules.checkPaths(table.definition(), projection.map(Projection::paths).orElse(List.of()));
    if (new HashSet<>(keys).size() < keys.size()) {
      throw new InvalidException("Provided list of item keys contains duplicates");
    }
    return new Gets(of, table, keys, projection);
  }

  private static Json.Obj read(Request request, List<Gets> wanted) {
    var responses = Json.object();
    var unprocessed = Json.object();
    var capacities = new ArrayList<Json>();
    var total = 0L;
    for (var gets : wanted) {
      var found = new ArrayList<Json>();
      var capacity = new Capacity(gets.table().definition());
      var left = new ArrayList<Json>();
      for (var key : gets.keys()) {
        var item = gets.table().get(gets.table().definition().keyOf(key));
        var size = item.map(Sizes::of).orElse(0);
        if (total + size > LARGEST_ANSWER) {
          left.add(ValueJson.write(key));
          continue;
        }
        total += size;
        capacity.add(Capacity.read(size, gets.request().is("ConsistentRead")));
        item.map(all -> gets.projection().map(one -> one.of(all)).orElse(all))
            .ifPresent(shown -> found.add(ValueJson.write(shown)));
      }
      responses.put(gets.table().definition().name(), Json.array(found));
      if (!left.isEmpty()) {
        unprocessed.put(
            gets.table().definition().name(), gets.request().json().with("Keys", Json.array(left)));
      }
      capacity.shown(request).ifPresent(capacities::add);
    }
    return withCapacities(
        Json.object()
            .put("Responses", responses.build())
            .put("UnprocessedKeys", unprocessed.build()),
        capacities);
  }

  private static Json.Obj withCapacities(Json.Builder answer, List<Json> capacities) {
    if (!capacities.isEmpty()) {
      answer.put("ConsumedCapacity", Json.array(capacities));
    }
    return answer.build();
  }

  public Json.Obj write(Request request) {
    var all = new LinkedHashMap<Table, List<ItemWrite>>();
    var count = 0;
    for (var of : request.json().object("RequestItems").members().entrySet()) {
      var requests = ((Json.Arr) of.getValue()).items();
      count += requests.size();
      if (count > MOST_WRITES) {
        throw new InvalidException("Too many items requested for the BatchWriteItem call");
      }
      var table = writes.table(of.getKey());
      var made = new ArrayList<ItemWrite>();
      for (var one : requests) {
        made.add(write(table, new Request((Json.Obj) one)));
      }
      requireDistinct(made);
      all.put(table, made);
    }
    return make(request, all);
  }

  private static ItemWrite write(Table table, Request one) {
    if (one.has("PutRequest") == one.has("DeleteRequest")) {
      throw new InvalidException(
          one.has("PutRequest")
              ? "Supplied AttributeValue has more than one datatypes set, must contain exactly one"
                  + " of the supported datatypes"
              : "Supplied AttributeValue is empty, must contain exactly one of the supported"
                  + " datatypes");
    }
    if (one.has("PutRequest")) {
      var item = one.requireStructure("PutRequest").requireItem("Item");
      ItemRules.checkItem(table.definition(), item);
      return unconditional(table, item, Optional.of(item));
    }
    var key = one.requireStructure("DeleteRequest").requireItem("Key");
    ItemRules.checkKey(table.definition(), key);
    return unconditional(table, key, Optional.empty());
  }

  private static ItemWrite unconditional(Table table, Obj keyed, Optional<Obj> next) {
    return new ItemWrite(
        table, table.definition().keyOf(keyed), Optional.empty(), false, _ -> next);
  }

  private static void requireDistinct(List<ItemWrite> writes) {
    if (writes.stream().map(ItemWrite::key).distinct().count() < writes.size()) {
      throw new InvalidException("Provided list of item keys contains duplicates");
    }
  }

  private Json.Obj make(Request request, Map<Table, List<ItemWrite>> all) {
    var capacities = new ArrayList<Json>();
    catalog.change(() -> {
      all.forEach((table, made) -> {
        var capacity = new Capacity(table.definition());
        for (var write : made) {
          var done = write.make(catalog);
          capacity.addWrite(done.old(), done.now());
        }
        capacity.shown(request).ifPresent(capacities::add);
      });
      return true;
    });
    return withCapacities(Json.object().put("UnprocessedItems", Json.Obj.EMPTY), capacities);
  }
}

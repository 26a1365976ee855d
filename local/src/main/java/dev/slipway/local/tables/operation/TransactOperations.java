package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Projection;
import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Stream.Origin;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.Bytes;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.Sizes;
import dev.slipway.local.tables.value.ValueJson;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Several writes of which all happen or none, and several reads of one moment.
public final class TransactOperations {
  private static final int LARGEST = 4 * 1024 * 1024;

  private static final Json.Obj NO_REASON = Json.object().put("Code", "None").build();

  private final Catalog catalog;
  private final Writes writes;
  private final Tokens tokens;

  public TransactOperations(Catalog catalog, Tokens tokens) {
    this.catalog = catalog;
    this.writes = new Writes(catalog);
    this.tokens = tokens;
  }

  public Json.Obj write(Request request) {
    var drafts = request.structures("TransactItems").stream().map(this::draft).toList();
    var prepared = prepared(drafts);
    requireDistinct(prepared.stream().map(write -> new Place(write.table(), write.key())).toList());
    var done =
        catalog.change(() -> {
          if (tokens.isRepeated(request)) {
            return List.<ItemWrite.Done>of();
          }
          var outcomes = computed(catalog, prepared);
          for (var i = 0; i < prepared.size(); i++) {
            var write = prepared.get(i);
            var outcome = outcomes.get(i);
            catalog.replace(
                write.now(catalog), write.key(), outcome.old(), outcome.now(), Origin.CLIENT);
          }
          tokens.remember(request);
          return outcomes;
        });
    return written(request, prepared, done);
  }

  private Supplier<ItemWrite> draft(Request item) {
    var kinds = Stream.of("ConditionCheck", "Put", "Delete", "Update").filter(item::has).toList();
    if (kinds.size() != 1) {
      throw new InvalidException(
          "TransactItems can only contain one of Check, Put, Update or Delete");
    }
    var inner = item.requireStructure(kinds.getFirst());
    return switch (kinds.getFirst()) {
      case "ConditionCheck" -> writes.check(inner);
      case "Put" -> writes.put(inner);
      case "Delete" -> writes.delete(inner);
      default -> writes.update(inner).write();
    };
  }

  private static List<ItemWrite> prepared(List<Supplier<ItemWrite>> drafts) {
    var prepared = new ArrayList<ItemWrite>();
    var reasons = new ArrayList<Json.Obj>();
    for (var draft : drafts) {
      try {
        prepared.add(draft.get());
        reasons.add(NO_REASON);
      } catch (InvalidException e) {
        reasons.add(invalid(e));
      }
    }
    if (prepared.size() < drafts.size()) {
      throw cancelled(reasons);
    }
    return prepared;
  }

  private record Place(Table table, Bytes key) {}

  private static void requireDistinct(List<Place> places) {
    if (new HashSet<>(places).size() < places.size()) {
      throw new InvalidException(
          "Transaction request cannot include multiple operations on one item");
    }
  }

  /// What each write would make, or why the transaction is cancelled.
  private static List<ItemWrite.Done> computed(Catalog catalog, List<ItemWrite> writes) {
    var outcomes = new ArrayList<ItemWrite.Done>();
    var reasons = new ArrayList<Json.Obj>();
    var total = 0L;
    for (var write : writes) {
      try {
        var done = write.computed(catalog);
        total += done.now().map(Sizes::of).orElse(0);
        outcomes.add(done);
        reasons.add(NO_REASON);
      } catch (AwsError e) {
        reasons.add(reason("ConditionalCheckFailed", String.valueOf(e.getMessage()), e.details()));
      } catch (InvalidException e) {
        reasons.add(invalid(e));
      }
    }
    if (outcomes.size() < writes.size()) {
      throw cancelled(reasons);
    }
    if (total > LARGEST) {
      throw new InvalidException("Transaction size exceeds the limit of 4 MB");
    }
    return outcomes;
  }

  private static Json.Obj invalid(InvalidException e) {
    return reason("ValidationError", String.valueOf(e.getMessage()), Json.Obj.EMPTY);
  }

  private static Json.Obj reason(String code, String message, Json.Obj details) {
    var members = new LinkedHashMap<String, Json>();
    members.put("Code", Json.of(code));
    members.put("Message", Json.of(message));
    members.putAll(details.members());
    return new Json.Obj(members);
  }

  private static AwsError cancelled(List<Json.Obj> reasons) {
    var codes = reasons.stream().map(reason -> reason.requireString("Code")).toList();
    return new AwsError(
        400,
        "TransactionCanceledException",
        "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes,
        Json.object().put("CancellationReasons", Json.array(reasons)).build());
  }

  private static Json.Obj written(
      Request request, List<ItemWrite> writes, List<ItemWrite.Done> done) {
    var capacities = new LinkedHashMap<Table, Capacity>();
    for (var i = 0; i < done.size(); i++) {
      var table = writes.get(i).table();
      capacities
          .computeIfAbsent(table, one -> new Capacity(one.definition()))
          .addWrite(done.get(i).old(), done.get(i).now());
    }
    return withCapacities(request, Json.object(), capacities, "WriteCapacityUnits");
  }

  private static Json.Obj withCapacities(
      Request request, Json.Builder answer, Map<Table, Capacity> capacities, String kind) {
    var shown =
        capacities.values().stream()
            .flatMap(capacity -> capacity.doubled().shown(request, Optional.of(kind)).stream())
            .toList();
    if (!shown.isEmpty()) {
      answer.put("ConsumedCapacity", Json.array(shown));
    }
    return answer.build();
  }

  private record Get(Table table, Bytes key, Optional<Projection> projection) {}

  public Json.Obj get(Request request) {
    var gets = request.structures("TransactItems").stream().map(this::read).toList();
    requireDistinct(gets.stream().map(get -> new Place(get.table(), get.key())).toList());
    var found = catalog.alone(() -> gets.stream().map(get -> get.table().get(get.key())).toList());
    var capacities = new LinkedHashMap<Table, Capacity>();
    var responses = new ArrayList<Json.Obj>();
    for (var i = 0; i < gets.size(); i++) {
      var get = gets.get(i);
      var item = found.get(i);
      capacities
          .computeIfAbsent(get.table(), table -> new Capacity(table.definition()))
          .add(Capacity.read(item.map(Sizes::of).orElse(0), true));
      responses.add(response(item, get.projection()));
    }
    return withCapacities(
        request,
        Json.object().put("Responses", Json.array(responses)),
        capacities,
        "ReadCapacityUnits");
  }

  private static Json.Obj response(Optional<Obj> item, Optional<Projection> projection) {
    return Json.object()
        .put(
            "Item",
            item.map(all -> projection.map(wanted -> wanted.of(all)).orElse(all))
                .map(ValueJson::write))
        .build();
  }

  private Get read(Request item) {
    var get = item.requireStructure("Get");
    var projection = Expressions.projectionOnly(get);
    var key = get.requireItem("Key");
    var table = writes.table(get);
    ItemRules.checkKey(table.definition(), key);
    return new Get(table, table.definition().keyOf(key), projection);
  }
}

package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.storage.TableDefinition;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Creating, describing, listing, changing and deleting tables. What takes AWS a while is done when
/// the answer is given; the answer names the state that AWS would be in.
public final class TableOperations {
  private static final int MOST_NAMES = 100;
  private static final List<String> SETTINGS =
      List.of(
          "BillingMode",
          "DeletionProtectionEnabled",
          "OnDemandThroughput",
          "SSESpecification",
          "TableClass");

  private final Catalog catalog;
  private final InstantSource clock;
  private final Descriptions descriptions;

  public TableOperations(Catalog catalog, InstantSource clock, Descriptions descriptions) {
    this.catalog = catalog;
    this.clock = clock;
    this.descriptions = descriptions;
  }

  public Json.Obj create(Request request) {
    var definition = definition(request, clock.instant());
    return catalog.change(() -> {
      if (catalog.find(definition.name()).isPresent()) {
        throw Errors.tableExists(definition.name());
      }
      catalog.put(definition);
      return described("TableDescription", definition, "CREATING", 0);
    });
  }

  private Json.Obj described(String member, TableDefinition table, String status, long count) {
    return Json.object().put(member, descriptions.of(table, status, count)).build();
  }

  private static TableDefinition definition(Request request, Instant now) {
    var name = request.requireText("TableName");
    var provisioned = !request.text("BillingMode").filter("PAY_PER_REQUEST"::equals).isPresent();
    TableRequests.requireThroughput(provisioned, request);
    var attributes = TableRequests.attributes(request);
    var key = TableRequests.key(request, attributes);
    var indexes = TableRequests.indexes(request, key, attributes);
    TableRequests.requireAllUsed(attributes, key, indexes);
    return new TableDefinition(
        name,
        id(name, now),
        now,
        attributes,
        key,
        indexes,
        TableRequests.throughput(request),
        settings(request, Json.Obj.EMPTY),
        Optional.empty(),
        StreamSettings.apply(request, name, Optional.empty(), now),
        TagOperations.tags(request));
  }

  private static Json.Obj settings(Request request, Json.Obj before) {
    var settings = before;
    for (var name : SETTINGS) {
      var given = request.json().get(name);
      if (given.isPresent()) {
        settings = settings.with(name, given.get());
      }
    }
    return settings;
  }

  /// The same for the same table made at the same time, so that simulations repeat.
  private static String id(String name, Instant now) {
    return UUID.nameUUIDFromBytes((name + now).getBytes(StandardCharsets.UTF_8)).toString();
  }

  public Json.Obj describe(Request request) {
    var table = table(request);
    return described("Table", table.definition(), "ACTIVE", table.count());
  }

  private Table table(Request request) {
    return catalog.require(request.requireText("TableName"), Errors::tableNotFound);
  }

  public Json.Obj list(Request request) {
    var limit = request.integer("Limit").orElse(MOST_NAMES);
    var names = catalog.namesAfter(request.text("ExclusiveStartTableName"));
    var page = names.subList(0, Math.min(limit, names.size()));
    var answer = Json.object().put("TableNames", Json.strings(page));
    if (page.size() < names.size()) {
      answer.put("LastEvaluatedTableName", page.getLast());
    }
    return answer.build();
  }

  public Json.Obj delete(Request request) {
    return catalog.change(() -> {
      var table = table(request);
      if (table.definition().isProtected()) {
        throw new InvalidException(
            "Resource cannot be deleted as it is currently protected against deletion. Disable"
                + " deletion protection first.");
      }
      catalog.remove(table);
      return described("TableDescription", table.definition(), "DELETING", table.count());
    });
  }

  public Json.Obj update(Request request) {
    requireSomething(request);
    return catalog.change(() -> {
      var table = table(request);
      var next = updated(request, table.definition(), clock.instant());
      catalog.put(next);
      return described("TableDescription", next, "UPDATING", table.count());
    });
  }

  private static void requireSomething(Request request) {
    if (!request.has("StreamSpecification")
        && SETTINGS.stream().noneMatch(request::has)
        && !request.has("ProvisionedThroughput")
        && !request.has("GlobalSecondaryIndexUpdates")
        && !request.has("ReplicaUpdates")) {
      throw new InvalidException(
          "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
              + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
    }
    if (request.has("ReplicaUpdates")) {
      throw new InvalidException("The local cloud has one region, so a table has no replicas");
    }
  }

  private static TableDefinition updated(Request request, TableDefinition table, Instant now) {
    var settings = settings(request, table.settings());
    var provisioned = !settings.string("BillingMode").filter("PAY_PER_REQUEST"::equals).isPresent();
    if (!provisioned) {
      TableRequests.requireThroughput(false, request);
    }
    var indexes = IndexUpdates.apply(request, table);
    return table
        .withSettings(settings)
        .withStream(StreamSettings.apply(request, table.name(), table.stream(), now))
        .withIndexes(IndexUpdates.attributes(request, table, indexes), indexes)
        .withThroughput(
            request.has("ProvisionedThroughput")
                ? TableRequests.throughput(request)
                : table.throughput());
  }
}

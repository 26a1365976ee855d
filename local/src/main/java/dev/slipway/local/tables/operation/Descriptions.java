package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.storage.Index;
import dev.slipway.local.tables.storage.Index.Projected;
import dev.slipway.local.tables.storage.KeyAttribute;
import dev.slipway.local.tables.storage.KeySchema;
import dev.slipway.local.tables.storage.StreamDefinition;
import dev.slipway.local.tables.storage.TableDefinition;
import dev.slipway.local.tables.storage.Throughput;
import dev.slipway.model.Json;
import java.util.ArrayList;

/// Tables as DescribeTable shows them.
///
/// @param arns what the ARN of each table begins with
public record Descriptions(String arns) {
  public static Descriptions in(String region, String account) {
    return new Descriptions("arn:aws:dynamodb:%s:%s:table/".formatted(region, account));
  }

  Json.Obj of(TableDefinition table, String status, long count) {
    var description =
        Json.object()
            .put("AttributeDefinitions", attributes(table))
            .put("TableName", table.name())
            .put("KeySchema", key(table.key()))
            .put("TableStatus", status)
            .put("CreationDateTime", table.createdAt().toEpochMilli() / 1000.0)
            .put("ProvisionedThroughput", throughput(table.throughput()))
            .put("TableSizeBytes", 0)
            .put("ItemCount", (double) count)
            .put("TableArn", arn(table))
            .put("TableId", table.id())
            .put("DeletionProtectionEnabled", table.isProtected());
    table
        .settings()
        .string("BillingMode")
        .filter("PAY_PER_REQUEST"::equals)
        .ifPresent(mode ->
            description
                .put("BillingModeSummary", Json.object().put("BillingMode", mode).build())
                .put(
                    "TableThroughputModeSummary",
                    Json.object().put("TableThroughputMode", mode).build()));
    table
        .settings()
        .string("TableClass")
        .ifPresent(name ->
            description.put("TableClassSummary", Json.object().put("TableClass", name).build()));
    table.stream().ifPresent(stream -> stream(table, stream, description));
    for (var kind : Index.Kind.values()) {
      var indexes = table.indexes().stream().filter(index -> index.kind() == kind).toList();
      if (!indexes.isEmpty()) {
        var shown = indexes.stream().map(index -> index(table, index, status)).toList();
        description.put(
            kind == Index.Kind.GLOBAL ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes",
            Json.array(shown));
      }
    }
    return description.build();
  }

  private void stream(TableDefinition table, StreamDefinition stream, Json.Builder description) {
    if (stream.enabled()) {
      description.put(
          "StreamSpecification",
          Json.object().put("StreamEnabled", true).put("StreamViewType", stream.view()).build());
    }
    description.put("LatestStreamLabel", stream.label()).put("LatestStreamArn", arn(table, stream));
  }

  String arn(TableDefinition table, StreamDefinition stream) {
    return arn(table) + "/stream/" + stream.label();
  }

  String arn(TableDefinition table) {
    return arns + table.name();
  }

  private static Json attributes(TableDefinition table) {
    return Json.array(
        table.attributes().stream()
            .map(attribute ->
                Json.object()
                    .put("AttributeName", attribute.name())
                    .put("AttributeType", attribute.type().name())
                    .build())
            .toList());
  }

  static Json key(KeySchema key) {
    var elements = new ArrayList<Json>();
    elements.add(element(key.hash(), "HASH"));
    key.range().ifPresent(range -> elements.add(element(range, "RANGE")));
    return Json.array(elements);
  }

  private static Json element(KeyAttribute attribute, String type) {
    return Json.object().put("AttributeName", attribute.name()).put("KeyType", type).build();
  }

  private static Json throughput(Throughput throughput) {
    return Json.object()
        .put("NumberOfDecreasesToday", 0)
        .put("ReadCapacityUnits", (double) throughput.read())
        .put("WriteCapacityUnits", (double) throughput.write())
        .build();
  }

  private Json.Obj index(TableDefinition table, Index index, String status) {
    var description =
        Json.object()
            .put("IndexName", index.name())
            .put("KeySchema", key(index.key()))
            .put("Projection", projection(index.projected()))
            .put("IndexSizeBytes", 0)
            .put("ItemCount", 0)
            .put("IndexArn", arn(table) + "/index/" + index.name());
    if (index.kind() == Index.Kind.GLOBAL) {
      description
          .put("IndexStatus", status)
          .put("ProvisionedThroughput", throughput(index.throughput()));
    }
    return description.build();
  }

  private static Json projection(Projected projected) {
    return switch (projected) {
      case Projected.All _ -> Json.object().put("ProjectionType", "ALL").build();
      case Projected.KeysOnly _ -> Json.object().put("ProjectionType", "KEYS_ONLY").build();
      case Projected.Include(var names) ->
          Json.object()
              .put("ProjectionType", "INCLUDE")
              .put("NonKeyAttributes", Json.strings(names))
              .build();
    };
  }
}

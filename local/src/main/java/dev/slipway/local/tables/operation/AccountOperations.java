package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.TableDefinition;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.time.InstantSource;
import java.util.List;

/// What clients ask about the account, and about backups that the local cloud does not make but
/// whose switches it keeps.
public final class AccountOperations {
  private static final int MOST_UNITS = 80_000;
  private static final int MOST_UNITS_OF_TABLE = 40_000;
  private static final int MINUTES = 1_440;
  private static final String RECOVERY = "PointInTimeRecoveryEnabled";

  private final Catalog catalog;
  private final InstantSource clock;
  private final String region;

  public AccountOperations(Catalog catalog, InstantSource clock, String region) {
    this.catalog = catalog;
    this.clock = clock;
    this.region = region;
  }

  public Json.Obj limits() {
    return Json.object()
        .put("AccountMaxReadCapacityUnits", MOST_UNITS)
        .put("AccountMaxWriteCapacityUnits", MOST_UNITS)
        .put("TableMaxReadCapacityUnits", MOST_UNITS_OF_TABLE)
        .put("TableMaxWriteCapacityUnits", MOST_UNITS_OF_TABLE)
        .build();
  }

  public Json.Obj endpoints() {
    var endpoint =
        Json.object()
            .put("Address", "dynamodb.%s.amazonaws.com".formatted(region))
            .put("CachePeriodInMinutes", MINUTES)
            .build();
    return Json.object().put("Endpoints", Json.array(List.of(endpoint))).build();
  }

  public Json.Obj describeBackups(Request request) {
    return backups(definition(request));
  }

  private TableDefinition definition(Request request) {
    return catalog
        .require(
            request.requireText("TableName"),
            name -> new AwsError(400, "TableNotFoundException", "Table not found: " + name))
        .definition();
  }

  public Json.Obj updateBackups(Request request) {
    var enabled = request.requireStructure("PointInTimeRecoverySpecification").is(RECOVERY);
    return catalog.change(() -> {
      var table = definition(request);
      var next = table.withSettings(table.settings().with(RECOVERY, Json.of(enabled)));
      catalog.put(next);
      return backups(next);
    });
  }

  private Json.Obj backups(TableDefinition table) {
    var enabled = table.settings().bool(RECOVERY).orElse(false);
    var recovery = Json.object().put("PointInTimeRecoveryStatus", enabled ? "ENABLED" : "DISABLED");
    if (enabled) {
      recovery
          .put("RecoveryPeriodInDays", 35)
          .put("EarliestRestorableDateTime", table.createdAt().getEpochSecond() * 1.0)
          .put("LatestRestorableDateTime", clock.instant().getEpochSecond() * 1.0);
    }
    return Json.object()
        .put(
            "ContinuousBackupsDescription",
            Json.object()
                .put("ContinuousBackupsStatus", "ENABLED")
                .put("PointInTimeRecoveryDescription", recovery.build())
                .build())
        .build();
  }
}

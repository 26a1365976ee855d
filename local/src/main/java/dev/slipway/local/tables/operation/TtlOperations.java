package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.model.Json;
import java.util.Optional;

/// When items expire.
public final class TtlOperations {
  private final Catalog catalog;

  public TtlOperations(Catalog catalog) {
    this.catalog = catalog;
  }

  public Json.Obj update(Request request) {
    var specification = request.requireStructure("TimeToLiveSpecification");
    var enabled = specification.is("Enabled");
    var attribute = specification.requireText("AttributeName");
    return catalog.change(() -> {
      var table = table(request);
      var now = table.definition().ttl();
      now.filter(current -> !current.equals(attribute))
          .ifPresent(current -> {
            throw new InvalidException(
                "TimeToLive is active on a different AttributeName: current AttributeName is "
                    + current);
          });
      if (enabled && now.isPresent()) {
        throw new InvalidException("TimeToLive is already enabled");
      }
      if (!enabled && now.isEmpty()) {
        throw new InvalidException("TimeToLive is already disabled");
      }
      catalog.put(table.definition().withTtl(enabled ? Optional.of(attribute) : Optional.empty()));
      return Json.object().put("TimeToLiveSpecification", specification.json()).build();
    });
  }

  public Json.Obj describe(Request request) {
    var ttl = table(request).definition().ttl();
    var description =
        Json.object()
            .put("TimeToLiveStatus", ttl.isPresent() ? "ENABLED" : "DISABLED")
            .put("AttributeName", ttl)
            .build();
    return Json.object().put("TimeToLiveDescription", description).build();
  }

  private Table table(Request request) {
    return catalog.require(request.requireText("TableName"), Errors::tableNotFound);
  }
}

package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Path;
import dev.slipway.local.tables.expression.Projection;
import dev.slipway.local.tables.request.Request;
import dev.slipway.local.tables.storage.Index;
import dev.slipway.local.tables.storage.Index.Projected;
import dev.slipway.local.tables.storage.TableDefinition;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.JsonBytes;
import dev.slipway.local.tables.value.StoredItem;
import dev.slipway.local.tables.value.ValueJson;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Which attributes a query or scan shows.
///
/// @param counts whether it shows none, only their number
/// @param fetches whether an index lacks what is wanted, so that the table must be asked
record Selection(boolean counts, boolean fetches, Optional<Projection> projection) {
  /// @throws InvalidException when `Select` does not go with the rest
  static Selection of(
      Request request,
      TableDefinition table,
      Optional<Index> index,
      Optional<Projection> projection) {
    var select = request.text("Select");
    var how = request.has("AttributesToGet") ? "AttributesToGet" : "ProjectionExpression";
    if (projection.isPresent()
        && select.filter(word -> !word.equals("SPECIFIC_ATTRIBUTES")).isPresent()) {
      var wanted = select.get().equals("COUNT") ? "only the Count" : select.get();
      throw new InvalidException(
          "Cannot specify the %s when choosing to get %s".formatted(how, wanted));
    }
    if (projection.isEmpty() && select.filter("SPECIFIC_ATTRIBUTES"::equals).isPresent()) {
      throw InvalidException.parameter(
          "Must specify the AttributesToGet or ProjectionExpression when choosing to get"
              + " SPECIFIC_ATTRIBUTES");
    }
    if (index.isEmpty() && select.filter("ALL_PROJECTED_ATTRIBUTES"::equals).isPresent()) {
      throw InvalidException.parameter(
          "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
    }
    var wantsAll = select.filter("ALL_ATTRIBUTES"::equals).isPresent();
    var fetches = index.map(found -> fetches(found, table, wantsAll, projection)).orElse(false);
    return new Selection(select.filter("COUNT"::equals).isPresent(), fetches, projection);
  }

  /// Appends what is shown of an item.
  void show(StoredItem item, JsonBytes json) {
    if (projection.isPresent()) {
      json.raw(ValueJson.write(projection.get().of(item.item())).bytes());
    } else {
      item.write(json);
    }
  }

  private static boolean fetches(
      Index index, TableDefinition table, boolean wantsAll, Optional<Projection> projection) {
    if (index.projected() instanceof Projected.All) {
      return false;
    }
    var missing = projection.map(wanted -> missing(index, table, wanted.paths())).orElse(List.of());
    return switch (index.kind()) {
      case LOCAL -> wantsAll || !missing.isEmpty();
      case GLOBAL -> {
        if (wantsAll) {
          throw InvalidException.parameter(
              "Select type ALL_ATTRIBUTES is not supported for global secondary index %s because its projection type is not ALL"
                  .formatted(index.name()));
        }
        if (!missing.isEmpty()) {
          throw InvalidException.parameter(
              "Global secondary index %s does not project %s".formatted(index.name(), missing));
        }
        yield false;
      }
    };
  }

  /// A filter on a global index may only look at what the index has.
  static void checkFilter(Index index, TableDefinition table, List<Path> filter) {
    var missing = missing(index, table, filter).stream().sorted().toList();
    if (index.kind() == Index.Kind.GLOBAL && !missing.isEmpty()) {
      throw InvalidException.parameter(
          "Secondary index %s does not project one or more filter attributes: %s"
              .formatted(index.name(), missing));
    }
  }

  private static List<String> missing(Index index, TableDefinition table, List<Path> wanted) {
    if (index.projected() instanceof Projected.All) {
      return List.of();
    }
    var there = new HashSet<>(table.key().names());
    there.addAll(index.key().names());
    if (index.projected() instanceof Projected.Include(var names)) {
      there.addAll(names);
    }
    return wanted.stream()
        .map(Path::attribute)
        .filter(name -> !there.contains(name))
        .distinct()
        .toList();
  }
}

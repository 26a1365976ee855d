package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Condition;
import dev.slipway.local.tables.storage.Catalog;
import dev.slipway.local.tables.storage.Stream;
import dev.slipway.local.tables.storage.Table;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.Bytes;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A write to one item that was read from a request and checked, and waits to be made.
///
/// @param next computes what stands there afterwards; nothing to delete it
record ItemWrite(
    Table table,
    Bytes key,
    Optional<Condition> condition,
    boolean showsFailed,
    UnaryOperator<Optional<Obj>> next) {
  /// What stood there before and stands there now.
  record Done(Optional<Obj> old, Optional<Obj> now) {}

  /// A part of a change.
  ///
  /// @throws dev.slipway.local.wire.AwsError when the condition does not hold
  Done make(Catalog catalog) {
    var done = computed(catalog);
    catalog.replace(now(catalog), key, done.old(), done.now(), Stream.Origin.CLIENT);
    return done;
  }

  /// The table may have got another definition since the request was read.
  Table now(Catalog catalog) {
    return catalog.current(table).orElseThrow(Errors::resourceNotFound);
  }

  /// What would be made.
  ///
  /// @throws dev.slipway.local.wire.AwsError when the condition does not hold
  Done computed(Catalog catalog) {
    var old = now(catalog).get(key);
    if (!condition.map(found -> found.holds(old.orElse(Obj.EMPTY))).orElse(true)) {
      throw Errors.conditionFailed(showsFailed ? old : Optional.empty());
    }
    return new Done(old, next.apply(old));
  }
}

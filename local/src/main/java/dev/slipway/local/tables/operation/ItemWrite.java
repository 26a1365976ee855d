package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.expression.Condition;
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
  Done make() {
    var old = table.get(key);
    if (!holds(old)) {
      throw Errors.conditionFailed(showsFailed ? old : Optional.empty());
    }
    var now = next.apply(old);
    table.replace(key, old, now);
    return new Done(old, now);
  }

  boolean holds(Optional<Obj> item) {
    return condition.map(found -> found.holds(item.orElse(Obj.EMPTY))).orElse(true);
  }
}

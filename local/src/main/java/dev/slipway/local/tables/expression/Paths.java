package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.expression.Condition.And;
import dev.slipway.local.tables.expression.Condition.BeginsWith;
import dev.slipway.local.tables.expression.Condition.Between;
import dev.slipway.local.tables.expression.Condition.Compare;
import dev.slipway.local.tables.expression.Condition.Contains;
import dev.slipway.local.tables.expression.Condition.Exists;
import dev.slipway.local.tables.expression.Condition.HasType;
import dev.slipway.local.tables.expression.Condition.In;
import dev.slipway.local.tables.expression.Condition.Not;
import dev.slipway.local.tables.expression.Condition.NotExists;
import dev.slipway.local.tables.expression.Condition.Or;
import java.util.List;
import java.util.stream.Stream;

/// The paths that a condition reads.
final class Paths {
  private Paths() {}

  static List<Path> of(Condition condition) {
    return in(condition).toList();
  }

  private static Stream<Path> in(Condition condition) {
    return switch (condition) {
      case And(var all) -> all.stream().flatMap(Paths::in);
      case Or(var any) -> any.stream().flatMap(Paths::in);
      case Not(var inner) -> in(inner);
      case Compare(_, var left, var right) -> of(left, right);
      case Between(var operand, var low, var high) -> of(operand, low, high);
      case In(var operand, var candidates) ->
          Stream.concat(of(operand), candidates.stream().flatMap(Paths::of));
      case Exists(var path) -> Stream.of(path);
      case NotExists(var path) -> Stream.of(path);
      case HasType(var path, _) -> Stream.of(path);
      case BeginsWith(var operand, var prefix) -> of(operand, prefix);
      case Contains(var operand, var part) -> of(operand, part);
    };
  }

  private static Stream<Path> of(Operand... operands) {
    return Stream.of(operands)
        .flatMap(operand ->
            switch (operand) {
              case Operand.Attribute(var path) -> Stream.of(path);
              case Operand.Literal _ -> Stream.<Path>empty();
              case Operand.Size(var inner) -> of(inner);
            });
  }
}

package dev.slipway.ci.plan;

import dev.slipway.ci.workflow.Strategy;
import dev.slipway.ci.workflow.Strategy.Matrix;
import dev.slipway.model.Json;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// What a file alone tells about the size of a matrix, before any run.
public final class MatrixSize {
  private MatrixSize() {}

  /// The most combinations that can run at once; empty where that hangs on an expression.
  public static OptionalInt atOnce(Strategy strategy) {
    var bounds =
        LongStream.concat(atMost(strategy.matrix()).stream(), maxParallel(strategy).stream());
    var least = bounds.min();
    return least.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of((int) Math.min(least.getAsLong(), MatrixExpansion.MAX_JOBS));
  }

  private static OptionalLong maxParallel(Strategy strategy) {
    return strategy.maxParallel().stream()
        .filter(most -> !most.hasExpression())
        .mapToLong(most -> (long) Double.parseDouble(most.text()))
        .filter(most -> most > 0)
        .findFirst();
  }

  /// The whole product and every include, as if `exclude` took nothing and no include met another.
  private static OptionalLong atMost(Matrix matrix) {
    return switch (matrix) {
      case Matrix.Computed _ -> OptionalLong.empty();
      case Matrix.Written(var vectors, var include, _) -> {
        if (!include.stream().allMatch(Json.Obj.class::isInstance)) {
          yield OptionalLong.empty();
        }
        var product = vectors.isEmpty() ? 0L : 1L;
        for (var vector : vectors.values()) {
          if (!(vector instanceof Json.Arr(List<Json> items))) {
            yield OptionalLong.empty();
          }
          product = Math.min(product * items.size(), Integer.MAX_VALUE);
        }
        yield OptionalLong.of(product + include.size());
      }
    };
  }
}

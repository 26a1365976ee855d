package dev.slipway.local.states.query.intrinsic;

import dev.slipway.model.Json;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// A call of an intrinsic function, or an argument of one.
public sealed interface Intrinsic {
  record Call(String name, List<Intrinsic> arguments) implements Intrinsic {}

  record Literal(Json value) implements Intrinsic {}

  /// `$.x`, `$$.x` or `$variable.x`.
  record Path(String text) implements Intrinsic {}

  /// @param text `States.Format('{}', $.name)`
  /// @throws IllegalArgumentException saying what is wrong
  static Intrinsic of(String text) {
    return new IntrinsicReader(text).read();
  }

  /// Calls for each path in it.
  default void forEachPath(Consumer<String> visitor) {
    switch (this) {
      case Call(_, var arguments) -> arguments.forEach(one -> one.forEachPath(visitor));
      case Path(var text) -> visitor.accept(text);
      case Literal _ -> {}
    }
  }

  /// @param paths what a path selects
  /// @throws IntrinsicException when a function cannot take its arguments
  default Json evaluate(Function<String, Json> paths, IntrinsicFunctions functions) {
    return switch (this) {
      case Literal(var value) -> value;
      case Path(var text) -> paths.apply(text);
      case Call(var name, var arguments) ->
          functions.call(
              name, arguments.stream().map(one -> one.evaluate(paths, functions)).toList());
    };
  }

  /// A function cannot take its arguments.
  final class IntrinsicException extends RuntimeException {
    private static final long serialVersionUID = 1;

    IntrinsicException(String message) {
      super(message);
    }
  }
}

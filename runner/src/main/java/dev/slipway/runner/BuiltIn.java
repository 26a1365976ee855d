package dev.slipway.runner;

import dev.slipway.ci.workflow.ActionReference;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A stand-in for a well-known action: the same inputs and outputs, without a network.
interface BuiltIn {
  /// The stand-in for an action, if there is one.
  static Optional<BuiltIn> of(ActionReference.Remote action) {
    return switch (action.name().toLowerCase(Locale.ROOT)) {
      case "actions/checkout" -> Optional.of(new CheckoutAction());
      default -> Optional.empty();
    };
  }

  /// Whether it is used even when the real action can be had.
  default boolean isAlwaysUsed() {
    return false;
  }

  /// @param inputs what the step says
  /// @throws StepFailure when it cannot do it
  Attempt main(Scene scene, Map<String, String> inputs);

  /// What it does when the job is over.
  default Optional<Post> post() {
    return Optional.empty();
  }

  /// The last phase of a stand-in.
  interface Post {
    /// @param state what the main phase has kept
    Attempt run(Scene scene, Map<String, String> inputs, Map<String, String> state);
  }

  /// `actions/checkout`. The real one would ask a server for what may lie on this machine only.
  record CheckoutAction() implements BuiltIn {
    @Override
    public boolean isAlwaysUsed() {
      return true;
    }

    @Override
    public Attempt main(Scene scene, Map<String, String> inputs) {
      return new Checkout(scene).run(inputs);
    }
  }
}

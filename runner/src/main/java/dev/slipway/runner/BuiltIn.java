package dev.slipway.runner;

import dev.slipway.ci.workflow.ActionReference;
import dev.slipway.ci.workflow.Template;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A stand-in for a well-known action: the same inputs and outputs, without a network.
interface BuiltIn {
  /// The stand-in for an action, if there is one.
  static Optional<BuiltIn> of(ActionReference.Remote action) {
    return switch (action.name().toLowerCase(Locale.ROOT)) {
      case "actions/checkout" -> Optional.of(new CheckoutAction());
      case "actions/upload-artifact" -> Optional.of(new UploadArtifact());
      case "actions/download-artifact" -> Optional.of(new DownloadArtifact());
      case "actions/cache" -> Optional.of(new CacheAction(CacheAction.Part.BOTH));
      case "actions/cache/restore" -> Optional.of(new CacheAction(CacheAction.Part.RESTORE));
      case "actions/cache/save" -> Optional.of(new CacheAction(CacheAction.Part.SAVE));
      case "actions/setup-java" -> Optional.of(new SetupAction(Toolchain.JAVA));
      case "actions/setup-node" -> Optional.of(new SetupAction(Toolchain.NODE));
      case "actions/setup-python" -> Optional.of(new SetupAction(Toolchain.PYTHON));
      case "actions/setup-go" -> Optional.of(new SetupAction(Toolchain.GO));
      case "azure/k8s-deploy" -> Optional.of(new DeployAction());
      case "codecov/codecov-action" -> Optional.of(new CoverageAction());
      case "docker/build-push-action" -> Optional.of(new ImageAction());
      case "docker/login-action" -> Optional.of(new LoginAction());
      case "returntocorp/semgrep-action", "semgrep/semgrep-action" -> Optional.of(new ScanAction());
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

  /// When it does that.
  default Template postCondition() {
    return ActionStep.ALWAYS;
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

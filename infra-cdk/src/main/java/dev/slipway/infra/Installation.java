package dev.slipway.infra;

import java.nio.file.Path;
import software.constructs.Node;

/// What differs between installations, read once from the app's context.
///
/// @param name prefix of every generated stack and parameter name; `slipway` unless given
/// @param functionsJar the one shaded jar with all handlers
/// @param agentImage the job agent's runtime image, zipped, for Linux on x86-64
/// @param siteFolder the built status site
public record Installation(String name, Path functionsJar, Path agentImage, Path siteFolder) {
  static Installation from(Node node) {
    return new Installation(
        context(node, "name", "slipway"),
        Path.of(context(node, "functionsJar", "../functions/target/functions.jar")),
        Path.of(context(node, "agentImage", "../runner/target/agent-image.zip")),
        Path.of(context(node, "siteFolder", "../site/dist")));
  }

  private static String context(Node node, String key, String fallback) {
    return node.tryGetContext(key) instanceof String value ? value : fallback;
  }

  /// The Parameter Store name under which a stack tells the other one a thing.
  String parameter(String thing) {
    return "/" + name + "/" + thing;
  }
}

package dev.slipway.local.states.language;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a Task calls.
public sealed interface Resource {
  String arn();

  /// As messages name it: an integration by its service, others by their ARN.
  default String shortName() {
    return this instanceof Integration integration ? integration.service() : arn();
  }

  /// A function named directly; its result is the task's.
  record Function(String arn) implements Resource {}

  /// Workers ask for this task.
  record Activity(String arn) implements Resource {}

  /// A call of a service.
  ///
  /// @param service `lambda`, `sqs`, or for SDK integrations `aws-sdk:sfn`
  /// @param action `invoke`
  /// @param suffix what follows the action: `.waitForTaskToken`, `.sync:2` or nothing
  record Integration(String arn, String service, String action, String suffix) implements Resource {
    public boolean waitsForToken() {
      return suffix.equals(".waitForTaskToken");
    }

    public boolean waitsForEnd() {
      return suffix.startsWith(".sync");
    }

    /// `invoke.waitForTaskToken`, as history events name it.
    public String resource() {
      return action + suffix;
    }
  }

  Pattern INTEGRATION =
      Pattern.compile(
          "arn:[a-z-]+:states:([a-z0-9-]*):(\\d*):((?:aws-sdk:)?[a-zA-Z0-9-]+):([a-zA-Z0-9]+)(\\.waitForTaskToken|\\.sync(?::2)?)?");

  /// Reads the ARN in a Task's `Resource`; empty when it names nothing that a task can call.
  static Optional<Resource> of(String arn) {
    var parts = arn.split(":", 6);
    if (parts.length < 6 || !parts[0].equals("arn")) {
      return Optional.empty();
    }
    if (parts[2].equals("lambda") && parts[5].startsWith("function:")) {
      return Optional.of(new Function(arn));
    }
    if (!parts[2].equals("states")) {
      return Optional.empty();
    }
    if (parts[5].startsWith("activity:")) {
      return Optional.of(new Activity(arn));
    }
    var match = INTEGRATION.matcher(arn);
    if (!match.matches()) {
      return Optional.empty();
    }
    var suffix = match.group(5) == null ? "" : match.group(5);
    return Optional.of(new Integration(arn, match.group(3), match.group(4), suffix));
  }
}

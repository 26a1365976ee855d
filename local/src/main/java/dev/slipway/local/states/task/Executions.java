package dev.slipway.local.states.task;

import dev.slipway.local.states.engine.Execution;
import dev.slipway.local.states.execution.Document;
import java.util.Optional;
import java.util.function.Consumer;

/// Executions as tasks start them and wait for them.
public interface Executions {
  /// Starts an execution; starting it again by its name and input gives the same.
  ///
  /// @throws dev.slipway.local.wire.AwsError when there is no such machine, or another execution of
  ///   that name
  Execution start(String machineArn, Optional<String> name, Document input);

  /// The ARN that an execution of a machine has.
  String arn(String machineArn, String name);

  Optional<Execution> find(String arn);

  /// Tells when an execution has ended; at once when it has already.
  void whenEnded(Execution execution, Consumer<Execution> listener);
}

package dev.slipway.cli.bench;

import dev.slipway.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/// State machines and queues of a launched platform, as an AWS client sees them.
record AwsCalls(LaunchedPlatform platform) {
  Json.Obj states(String operation, Json.Obj request) {
    return call("AWSStepFunctions." + operation, request);
  }

  Json.Obj queues(String operation, Json.Obj request) {
    return call("AmazonSQS." + operation, request);
  }

  private Json.Obj call(String target, Json.Obj request) {
    try {
      return platform.aws(target, request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// @return the new machine's ARN
  String machine(String name, String definition) {
    var request =
        Json.object()
            .put("name", name)
            .put("definition", definition)
            .put("roleArn", "arn:aws:iam::000000000000:role/bench")
            .build();
    return states("CreateStateMachine", request).requireString("stateMachineArn");
  }

  /// @return the new execution's ARN
  String start(String machine) {
    return states("StartExecution", Json.object().put("stateMachineArn", machine).build())
        .requireString("executionArn");
  }
}

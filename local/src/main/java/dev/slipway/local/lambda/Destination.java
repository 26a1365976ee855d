package dev.slipway.local.lambda;

import dev.slipway.model.Json;

/// Where records go that tell of something: a queue, a bus, another function.
public interface Destination {
  /// @param arn of the target
  /// @throws dev.slipway.local.wire.AwsError when it cannot be delivered there
  void send(String arn, Json.Obj letter);
}

package dev.slipway.local.events;

import dev.slipway.local.lambda.Destination;
import dev.slipway.local.lambda.LambdaFunctions;
import dev.slipway.local.queues.Queues;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.JsonServices;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Hands events over to whatever an ARN names: a function, a queue, a bus, a state machine, a
/// project.
public final class Targets implements Destination {
  /// Puts an event on a bus.
  interface Buses {
    void put(String bus, Json.Obj event);
  }

  private final LambdaFunctions functions;
  private final Queues queues;
  private volatile Optional<JsonServices> services = Optional.empty();
  private volatile Buses buses =
      (bus, _) -> {
        throw new AwsError(400, "ResourceNotFoundException", "no event bus " + bus);
      };

  public Targets(LambdaFunctions functions, Queues queues) {
    this.functions = functions;
    this.queues = queues;
  }

  /// The services that are called by their API.
  public void connect(JsonServices found) {
    services = Optional.of(found);
  }

  void connect(Buses found) {
    buses = found;
  }

  /// Tells whether anything here takes what is sent to that ARN.
  static boolean isKnown(String arn) {
    return arn.startsWith("arn:aws:lambda:")
        || arn.startsWith("arn:aws:sqs:")
        || arn.startsWith("arn:aws:events:")
        || arn.startsWith("arn:aws:states:")
        || arn.startsWith("arn:aws:codebuild:");
  }

  @Override
  public void send(String arn, Json.Obj letter) {
    send(arn, letter.text(), "destination");
  }

  /// @param input what the target gets, JSON for most
  /// @param group of a FIFO queue
  /// @throws AwsError when it cannot be delivered
  void send(String arn, String input, String group) {
    if (arn.startsWith("arn:aws:lambda:")) {
      functions.invokeLater(arn, input.getBytes(StandardCharsets.UTF_8));
    } else if (arn.startsWith("arn:aws:sqs:")) {
      queues.send(arn, input, group);
    } else if (arn.startsWith("arn:aws:events:")) {
      buses.put(arn.substring(arn.lastIndexOf('/') + 1), object(input));
    } else if (arn.startsWith("arn:aws:states:")) {
      call(
          "AWSStepFunctions.StartExecution",
          Json.object().put("stateMachineArn", arn).put("input", input).build());
    } else if (arn.startsWith("arn:aws:codebuild:")) {
      call(
          "CodeBuild_20161006.StartBuild",
          object(input).with("projectName", Json.of(arn.substring(arn.lastIndexOf('/') + 1))));
    } else {
      throw new AwsError(400, "ValidationException", "The local cloud has no target " + arn);
    }
  }

  private void call(String target, Json.Obj request) {
    var answer =
        services
            .orElseThrow(() -> new AwsError(503, "ServiceUnavailable", "not ready"))
            .call(target, request.bytes());
    if (answer.status() >= 300) {
      var body = Json.parseObject(answer.body());
      throw new AwsError(answer.status(), answer.error(), body.string("message").orElse(""));
    }
  }

  private static Json.Obj object(String text) {
    try {
      return Json.parse(text) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    } catch (MalformedJsonException _) {
      return Json.Obj.EMPTY;
    }
  }
}

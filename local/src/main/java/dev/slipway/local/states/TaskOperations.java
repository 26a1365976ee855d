package dev.slipway.local.states;

import dev.slipway.local.states.engine.Engine;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.states.execution.Token;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.util.function.Function;

/// What those who hold a task's token say.
final class TaskOperations {
  private static final int MAX_OUTPUT = 256 * 1024;

  private final Engine engine;

  TaskOperations(Engine engine) {
    this.engine = engine;
  }

  Json success(Request request) {
    var output = output(request.required("output"));
    return tell(
        request,
        token -> new Occurrence.Told(token.scope(), token.generation(), new Success(output)));
  }

  Json failure(Request request) {
    var failure =
        new Failure(request.string("error").orElse(""), request.string("cause").orElse(""));
    return tell(request, token -> new Occurrence.Told(token.scope(), token.generation(), failure));
  }

  Json heartbeat(Request request) {
    return tell(request, token -> new Occurrence.Beat(token.scope(), token.generation()));
  }

  private Json tell(Request request, Function<Token, Occurrence> what) {
    var token =
        Token.of(request.required("taskToken"))
            .orElseThrow(() -> new AwsError(400, "InvalidToken", "Invalid Token: 'Invalid token'"));
    if (!engine.deliver(token, what.apply(token))) {
      throw new AwsError(
          400, "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    }
    return Json.Obj.EMPTY;
  }

  private static Document output(String text) {
    var output = Document.of(text);
    if (output.exceeds(MAX_OUTPUT)) {
      throw Request.invalid(
          "1 validation error detected: Value at 'output' failed to satisfy constraint: Member must have length less than or equal to 262144");
    }
    try {
      Json.parse(text);
      return output;
    } catch (MalformedJsonException e) {
      throw new AwsError(400, "InvalidOutput", "Invalid Output: '%s'".formatted(e.getMessage()));
    }
  }
}

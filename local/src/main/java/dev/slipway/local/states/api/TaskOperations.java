package dev.slipway.local.states.api;

import dev.slipway.local.states.engine.Engine;
import dev.slipway.local.states.execution.Occurrence;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.states.execution.Token;
import dev.slipway.model.Json;
import java.util.function.Function;

/// What those who hold a task's token say.
public final class TaskOperations {
  private static final int MAX_TOKEN = 2048;

  private final Engine engine;

  public TaskOperations(Engine engine) {
    this.engine = engine;
  }

  public Json success(Request request) {
    var output =
        Texts.document(
            request.required("output"),
            "output",
            why -> Request.refusal("InvalidOutput", "Invalid Output: '%s'".formatted(why)));
    return tell(
        request,
        token -> new Occurrence.Told(token.scope(), token.generation(), new Success(output)));
  }

  public Json failure(Request request) {
    var failure = StartOperations.failure(request);
    return tell(request, token -> new Occurrence.Told(token.scope(), token.generation(), failure));
  }

  public Json heartbeat(Request request) {
    return tell(request, token -> new Occurrence.Beat(token.scope(), token.generation()));
  }

  private Json tell(Request request, Function<Token, Occurrence> what) {
    var text = request.required("taskToken");
    if (text.length() > MAX_TOKEN) {
      throw Request.constraint(
          text, "taskToken", "Member must have length less than or equal to " + MAX_TOKEN);
    }
    var token =
        Token.of(text)
            .orElseThrow(() -> Request.refusal("InvalidToken", "Invalid Token: 'Invalid token'"));
    if (!engine.deliver(token, what.apply(token))) {
      throw Request.refusal(
          "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    }
    return Json.Obj.EMPTY;
  }
}

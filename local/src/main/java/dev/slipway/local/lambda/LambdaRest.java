package dev.slipway.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.model.Json;
import java.io.IOException;
import java.util.regex.Pattern;

/// Lambda's HTTP API, as far as it calls functions: `Invoke`, waiting for the answer or not.
public final class LambdaRest implements LoopbackServer.Answering {
  private static final Pattern INVOKE =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");
  private static final int MAX_PAYLOAD = 6 * 1024 * 1024;

  private final FunctionInvoker functions;

  public LambdaRest(FunctionInvoker functions) {
    this.functions = functions;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    var match = INVOKE.matcher(exchange.getRequestURI().getPath());
    if (!match.matches() || !exchange.getRequestMethod().equals("POST")) {
      fail(exchange, 404, "ResourceNotFoundException", "The local Lambda answers Invoke only");
      return;
    }
    var payload = LoopbackServer.body(exchange, MAX_PAYLOAD);
    if (payload.isEmpty()) {
      fail(exchange, 413, "RequestTooLargeException", "The payload exceeds 6 MB");
      return;
    }
    var type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
    if ("Event".equals(type)) {
      Thread.startVirtualThread(() -> functions.invoke(match.group(1), payload.get()));
      LoopbackServer.send(exchange, 202, new byte[0]);
      return;
    }
    invoke(exchange, match.group(1), payload.get());
  }

  private void invoke(HttpExchange exchange, String function, byte[] payload) throws IOException {
    exchange.getResponseHeaders().set("X-Amz-Executed-Version", "1");
    try {
      LoopbackServer.send(exchange, 200, functions.invoke(function, payload));
    } catch (FunctionInvoker.FunctionError e) {
      exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
      var error =
          Json.object()
              .put("errorMessage", String.valueOf(e.getMessage()))
              .put("errorType", e.type())
              .build();
      LoopbackServer.send(exchange, 200, error.bytes());
    } catch (AwsError e) {
      fail(exchange, e.status(), e.code(), String.valueOf(e.getMessage()));
    }
  }

  private static void fail(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    exchange.getResponseHeaders().set("x-amzn-ErrorType", code);
    var error = Json.object().put("Type", "User").put("Message", message).build();
    LoopbackServer.send(exchange, status, error.bytes());
  }
}

package dev.slipway.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.functions.aws.Outside;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/// A function's execution environments: each serves one call at a time and is used again, the
/// latest first, as on Lambda.
final class Environments {
  private final LambdaFunctions.Definition definition;
  private final Outside outside;
  private final ConcurrentLinkedDeque<RequestStreamHandler> idle = new ConcurrentLinkedDeque<>();

  Environments(LambdaFunctions.Definition definition, Outside outside) {
    this.definition = definition;
    this.outside = outside;
  }

  void warm() {
    idle.push(create());
  }

  /// An environment whose call failed or was cut off is not used again.
  byte[] run(byte[] payload, CallContext context) throws IOException {
    var ready = idle.poll();
    var handler = ready == null ? create() : ready;
    var out = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(payload), out, context);
    idle.push(handler);
    return out.toByteArray();
  }

  private RequestStreamHandler create() {
    var name = definition.handler().split("::", 2)[0];
    try {
      return Class.forName(name)
          .asSubclass(RequestStreamHandler.class)
          .getConstructor(Map.class, Outside.class)
          .newInstance(definition.environment(), outside);
    } catch (InvocationTargetException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "The function %s does not start: %s".formatted(definition.name(), cause.getMessage()),
          cause);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "The function %s names the handler %s, which cannot be made"
              .formatted(definition.name(), definition.handler()),
          e);
    }
  }
}

package dev.slipway.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.functions.aws.Outside;
import dev.slipway.local.lambda.FunctionInvoker.FunctionError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A function's execution environments: each serves one call at a time and is used again, the
/// latest first, as on Lambda.
final class Environments {
  private static final ExecutorService CALLS = Executors.newVirtualThreadPerTaskExecutor();

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

  byte[] invoke(byte[] payload) {
    var call = CALLS.submit(() -> run(payload));
    try {
      return call.get(definition.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      call.cancel(true);
      throw new FunctionError(
          "Sandbox.Timedout",
          "Task timed out after %d.00 seconds".formatted(definition.timeout().toSeconds()));
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new FunctionError("Runtime.ExitError", "the cloud is stopping");
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      System.getLogger("slipway.lambda")
          .log(System.Logger.Level.WARNING, definition.name() + " failed", cause);
      throw new FunctionError(cause.getClass().getName(), String.valueOf(cause.getMessage()));
    }
  }

  /// An environment whose call failed or was cut off is not used again.
  private byte[] run(byte[] payload) throws java.io.IOException {
    var ready = idle.poll();
    var handler = ready == null ? create() : ready;
    var out = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(payload), out, new CallContext(definition));
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

package dev.slipway.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.functions.aws.Outside;
import dev.slipway.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A function that does what its event says.
public final class SampleHandler implements RequestStreamHandler {
  static final ConcurrentLinkedQueue<Json.Obj> EVENTS = new ConcurrentLinkedQueue<>();

  private final Map<String, String> environment;

  public SampleHandler(Map<String, String> environment, Outside outside) {
    this.environment = environment;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = Json.parseObject(in.readAllBytes());
    EVENTS.add(event);
    System.out.println("saw " + event.string("say").orElse("nothing"));
    if (event.bool("fail").orElse(false) || fails(event)) {
      throw new IllegalStateException("told to fail");
    }
    if (event.bool("hang").orElse(false)) {
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException _) {
        throw new IOException("cut off");
      }
    }
    out.write(
        Json.object()
            .put("name", context.getFunctionName())
            .put("version", context.getFunctionVersion())
            .put("arn", context.getInvokedFunctionArn())
            .put("memory", context.getMemoryLimitInMB())
            .put("variable", String.valueOf(environment.get("VARIABLE")))
            .put("batchItemFailures", failures(event))
            .build()
            .bytes());
  }

  private static boolean fails(Json.Obj event) {
    return event.array("Records").stream()
        .anyMatch(item -> ((Json.Obj) item).string("body").filter("fail"::equals).isPresent());
  }

  /// Messages that say `again` fail, each by itself.
  private static Json.Arr failures(Json.Obj event) {
    return Json.array(
        event.array("Records").stream()
            .map(Json.Obj.class::cast)
            .filter(record -> record.string("body").filter("again"::equals).isPresent())
            .map(record ->
                Json.object().put("itemIdentifier", record.requireString("messageId")).build())
            .toList());
  }
}

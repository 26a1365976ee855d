package dev.slipway.functions.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.telemetry.Log;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// The job gate's door: the state machine came to a job and waits with a task token.
public final class StartJobHandler implements RequestStreamHandler {
  private final Runs runs;

  public StartJobHandler() {
    this(Env.ofProcess().variables(), Outside.real());
  }

  public StartJobHandler(Map<String, String> variables, Outside outside) {
    this.runs = new Runs(variables, outside);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var payload = Json.parseObject(in.readAllBytes());
    var id = RunId.parse(payload.requireString("runId"));
    var job = payload.requireString("job");
    var key =
        payload
            .number("index")
            .map(index -> JobKey.of(job, index.intValue()))
            .orElseGet(() -> JobKey.of(job));
    var attempt = (int) payload.requireNumber("attempt");
    runs.desk().tell(id, new RunCommand.Reached(key, attempt, payload.requireString("token")));
    Log.info("reached", "run", id.toString(), "job", key.toString());
    out.write(Json.Obj.EMPTY.bytes());
  }
}

package dev.slipway.functions.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.telemetry.Log;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// The state machine's last task: concludes the run and tells the other planes.
public final class FinishRunHandler implements RequestStreamHandler {
  private final Conclusions conclusions;

  public FinishRunHandler() {
    this(Env.ofProcess().variables(), Outside.real());
  }

  public FinishRunHandler(Map<String, String> variables, Outside outside) {
    var env = new Env(variables);
    var runs = new Runs(variables, outside);
    this.conclusions = new Conclusions(runs, env, runs.followers(env));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var payload = Json.parseObject(in.readAllBytes());
    var id = RunId.parse(payload.requireString("runId"));
    var run = conclusions.conclude(id, (int) payload.requireNumber("attempt"));
    var conclusion = run.conclusion().map(Conclusion::word).orElse("cancelled");
    Log.info("finished", "run", id.toString(), "conclusion", conclusion);
    out.write(Json.object().put("conclusion", conclusion).build().bytes());
  }
}

package dev.slipway.functions.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.ci.run.RefusedException;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.telemetry.Log;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// CodeBuild says that a build failed, stopped or timed out. Where the agent has not said how its
/// job ended, the job ends here.
public final class WatchBuildHandler implements RequestStreamHandler {
  private final Runs runs;

  public WatchBuildHandler() {
    this(Env.ofProcess().variables(), Outside.real());
  }

  public WatchBuildHandler(Map<String, String> variables, Outside outside) {
    this.runs = new Runs(variables, outside);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var detail = Json.parseObject(in.readAllBytes()).object("detail");
    var variables = variables(detail);
    var run = variables.get("SLIPWAY_RUN");
    var job = variables.get("SLIPWAY_JOB");
    var attempt = variables.get("SLIPWAY_ATTEMPT");
    if (run == null || job == null || attempt == null) {
      Log.info("not a job's build", "build", detail.string("build-id").orElse(""));
      return;
    }
    var status = detail.string("build-status").orElse("").toLowerCase(Locale.ROOT);
    var reason = "its build ended as %s before the agent told an outcome".formatted(status);
    try {
      runs.desk()
          .tell(
              RunId.parse(run),
              new RunCommand.BuildEnded(JobKey.parse(job), Integer.parseInt(attempt), reason));
    } catch (RefusedException e) {
      Log.info("nothing to end", "run", run, "job", job, "why", String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> variables(Json.Obj detail) {
    var variables = new LinkedHashMap<String, String>();
    var environment = detail.object("additional-information").object("environment");
    for (var item : environment.array("environment-variables")) {
      if (item instanceof Json.Obj variable) {
        variables.put(variable.requireString("name"), variable.requireString("value"));
      }
    }
    return variables;
  }
}

package dev.slipway.functions.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.ci.job.JobAssignment;
import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.job.Source;
import dev.slipway.ci.run.RefusedException;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.functions.aws.Outside;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What a job agent talks to: claim, heartbeat, complete. Each call carries the token of its job.
public final class ServeRunnerHandler implements RequestStreamHandler {
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /// Addresses for log chunks that an agent is given at a time, and how long they are good. A
  /// role's own credentials end sooner than a long job; then a heartbeat brings new ones.
  private static final int UPLOADS = 32;

  private static final Duration UPLOAD_EXPIRES = Duration.ofHours(1);

  /// Outputs may have 1 MB in UTF-16; steps and their names come on top.
  private static final int MAX_BODY = 5 * 1024 * 1024;

  private final Runs runs;

  public ServeRunnerHandler() {
    this(Env.ofProcess().variables(), Outside.real());
  }

  public ServeRunnerHandler(Map<String, String> variables, Outside outside) {
    this.runs = new Runs(variables, outside);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    HttpAnswer answer;
    try {
      answer = serve(HttpCall.read(in));
    } catch (ProblemException e) {
      answer = HttpAnswer.problem(e.status(), e.title(), String.valueOf(e.getMessage()));
    } catch (RefusedException e) {
      answer =
          HttpAnswer.problem(409, "The job is not this agent's", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      answer = HttpAnswer.problem(400, "The body is not right", String.valueOf(e.getMessage()));
    }
    answer.write(out);
  }

  /// Who speaks, about which attempt of which job.
  private record Speaker(RunId run, JobKey job, int attempt, String agent) {}

  private HttpAnswer serve(HttpCall call) {
    if (call.body().length > MAX_BODY) {
      throw new ProblemException(
          413, "The body is too large", "At most %d bytes are taken".formatted(MAX_BODY));
    }
    var body = call.json();
    var speaker = authenticate(call, body);
    return switch (call.method() + " " + call.path()) {
      case "POST /runner/v1/claim" -> claim(speaker);
      case "POST /runner/v1/heartbeat" -> heartbeat(speaker, body);
      case "POST /runner/v1/report" -> report(speaker);
      case "POST /runner/v1/complete" -> complete(speaker, body);
      default ->
          throw new ProblemException(404, "No such route", call.method() + " " + call.path());
    };
  }

  private Speaker authenticate(HttpCall call, Json.Obj body) {
    var speaker =
        new Speaker(
            RunId.parse(body.requireString("run")),
            JobKey.parse(body.requireString("job")),
            (int) body.requireNumber("attempt"),
            body.requireString("agent"));
    var token = call.bearer().orElse("");
    if (!runs.tokens().matches(token, speaker.run(), speaker.job(), speaker.attempt())) {
      throw new ProblemException(
          401, "Wrong token", "The job token does not fit run, job and attempt");
    }
    return speaker;
  }

  private HttpAnswer claim(Speaker speaker) {
    var run =
        runs.desk()
            .tell(
                speaker.run(),
                new RunCommand.Claim(speaker.job(), speaker.attempt(), speaker.agent()));
    return HttpAnswer.of(200, JobJson.write(assignment(run, speaker)));
  }

  private JobAssignment assignment(Run run, Speaker speaker) {
    var prepared = runs.desk().prepare(run.id());
    var job = run.jobs().get(speaker.job());
    if (job == null) {
      throw new ProblemException(404, "No such job", speaker.job().toString());
    }
    var inputs = prepared.inputs();
    var file = prepared.gate().file(job);
    return new JobAssignment(
        run.id(),
        job.key(),
        job.attempt(),
        job.name(),
        file.path(),
        file.source(),
        prepared.gate().assignmentContexts(run, job),
        new Source.Git(inputs.repositoryUrl(), run.about().ref(), run.about().sha()),
        uploads(speaker, 0),
        HEARTBEAT);
  }

  private List<String> uploads(Speaker speaker, int from) {
    return IntStream.range(from, from + UPLOADS)
        .mapToObj(chunk ->
            runs.objects()
                .uploadAddress(
                    LogKeys.chunk(speaker.run(), speaker.job(), speaker.attempt(), chunk),
                    UPLOAD_EXPIRES))
        .toList();
  }

  private HttpAnswer heartbeat(Speaker speaker, Json.Obj body) {
    var run =
        runs.desk()
            .tell(
                speaker.run(),
                new RunCommand.Heartbeat(speaker.job(), speaker.attempt(), speaker.agent()));
    var machine = runs.desk().prepare(run.id()).machine();
    var answer =
        Json.object()
            .put("signal", machine.shallCancel(run, speaker.job()) ? "cancel" : "continue");
    var known = body.number("logChunks").orElse(0.0).intValue();
    var used = body.number("logUsed").orElse(0.0).intValue();
    if (known - used < UPLOADS / 2) {
      answer.put("logUploads", Json.strings(uploads(speaker, known)));
    }
    return HttpAnswer.of(200, answer.build());
  }

  /// Where the holder of the job may put its report.
  private HttpAnswer report(Speaker speaker) {
    runs.desk()
        .tell(
            speaker.run(),
            new RunCommand.Heartbeat(speaker.job(), speaker.attempt(), speaker.agent()));
    var key = LogKeys.report(speaker.run(), speaker.job(), speaker.attempt());
    return HttpAnswer.of(
        200,
        Json.object().put("upload", runs.objects().uploadAddress(key, UPLOAD_EXPIRES)).build());
  }

  private HttpAnswer complete(Speaker speaker, Json.Obj body) {
    var outcome = JobJson.readOutcome(body.object("outcome"));
    runs.desk()
        .tell(
            speaker.run(),
            new RunCommand.Complete(speaker.job(), speaker.attempt(), speaker.agent(), outcome));
    return HttpAnswer.of(200, Json.Obj.EMPTY);
  }
}

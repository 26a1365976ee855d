package dev.slipway.functions.handler;

import dev.slipway.access.RouteTable;
import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.job.JobReport;
import dev.slipway.ci.run.JobState;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunJob;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.status.PageToken;
import dev.slipway.status.RunDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// One job: its document with steps, its log, and its report.
final class LogRoutes {
  /// A page ends with the chunk that reaches this. Lambda answers at most 6 MB.
  private static final int PAGE_BYTES = 1024 * 1024;

  private final Runs runs;
  private final LogChunks chunks;
  private final RunningSteps running;

  LogRoutes(Runs runs) {
    this.runs = runs;
    this.chunks = new LogChunks(runs.objects());
    this.running = new RunningSteps(chunks);
  }

  /// An attempt of a job that the caller asks for.
  private record Wanted(Run run, RunJob job, int attempt) {
    boolean isNewest() {
      return attempt == job.attempt();
    }
  }

  private Wanted wanted(HttpCall call, RouteTable.Match.Found found) {
    var run = RunRoutes.load(runs, RunRoutes.id(found));
    var text = found.parameter("job");
    var job =
        run.jobs().values().stream()
            .filter(candidate -> candidate.key().toString().equals(text))
            .findFirst()
            .orElseThrow(() ->
                new ProblemException(
                    404, "Not found", "Run %s has no job %s".formatted(run.id(), text)));
    var asked = call.parameter("attempt").map(LogRoutes::attempt).orElse(job.attempt());
    if (asked > run.attempt()) {
      throw new ProblemException(
          404, "Not found", "Run %s has no attempt %d".formatted(run.id(), asked));
    }
    // A job that a re-run left alone is the same in that attempt.
    return new Wanted(run, job, Math.min(asked, job.attempt()));
  }

  private static int attempt(String text) {
    try {
      var attempt = Integer.parseInt(text);
      if (attempt >= 1) {
        return attempt;
      }
    } catch (NumberFormatException _) {
      // answered below
    }
    throw new ProblemException(400, "Wrong attempt", "attempt is a number from 1");
  }

  HttpAnswer job(HttpCall call, RouteTable.Match.Found found) {
    var wanted = wanted(call, found);
    if (!wanted.isNewest()) {
      throw new ProblemException(
          404,
          "Not kept",
          "Of attempt %d only the log is kept; attempt %d is the newest"
              .formatted(wanted.attempt(), wanted.job().attempt()));
    }
    var document = RunDocuments.job(wanted.run(), wanted.job());
    return HttpAnswer.tagged(
        call,
        wanted.job().state() instanceof JobState.Running
            ? document.with(
                "steps",
                running.steps(wanted.run().id(), wanted.job().key(), wanted.attempt()).documents())
            : document);
  }

  HttpAnswer log(HttpCall call, RouteTable.Match.Found found) {
    var wanted = wanted(call, found);
    var key = wanted.job().key();
    var tokens =
        PageToken.of(
            List.of(
                "log",
                wanted.run().id().toString(),
                key.toString(),
                Integer.toString(wanted.attempt())));
    var from =
        call.parameter("after")
            .map(token ->
                tokens
                    .read(token)
                    .orElseThrow(() ->
                        new ProblemException(
                            400, "Wrong cursor", "The cursor is not one of this log")))
            .map(Integer::parseInt)
            .orElse(0);
    return HttpAnswer.tagged(call, page(wanted, key, from, tokens));
  }

  /// What the steps said beside the log; a job that said nothing has an empty one.
  HttpAnswer report(HttpCall call, RouteTable.Match.Found found) {
    var wanted = wanted(call, found);
    var key = LogKeys.report(wanted.run().id(), wanted.job().key(), wanted.attempt());
    var report =
        runs.objects().get(key).map(Json::parseObject).map(JobReport::read).orElse(JobReport.EMPTY);
    return HttpAnswer.tagged(call, report.json());
  }

  private Json.Obj page(Wanted wanted, JobKey key, int from, PageToken tokens) {
    var events = new ArrayList<Json>();
    var end = end(wanted);
    var chunk = from;
    var bytes = 0;
    var done = false;
    while (bytes < PAGE_BYTES && !done) {
      var content = chunks.read(wanted.run().id(), key, wanted.attempt(), chunk);
      if (content.isPresent()) {
        bytes += content.get().bytes();
        content.get().events().forEach(event -> events.add(JobJson.write(event)));
        chunk++;
      } else if (end.isPresent() && chunk < end.getAsInt()) {
        chunk++; // it was lost on its way; what comes after it is there
      } else if (isOver(wanted)) {
        done = true;
      } else {
        break;
      }
      done |= end.isPresent() && chunk >= end.getAsInt();
    }
    return Json.object()
        .put("events", Json.array(events))
        .put("nextToken", tokens.write(Integer.toString(chunk)))
        .put("done", done)
        .build();
  }

  private static boolean isOver(Wanted wanted) {
    return !wanted.isNewest() || wanted.job().isFinished();
  }

  /// How many chunks there are, where the agent said it.
  private static OptionalInt end(Wanted wanted) {
    return wanted.isNewest()
            && wanted.job().state() instanceof JobState.Finished finished
            && finished.logChunks() >= 0
        ? OptionalInt.of(finished.logChunks())
        : OptionalInt.empty();
  }
}

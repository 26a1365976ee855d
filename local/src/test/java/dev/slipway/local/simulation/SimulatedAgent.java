package dev.slipway.local.simulation;

import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.job.JobOutcome;
import dev.slipway.local.builds.Agent;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/// An agent whose job takes simulated time: it claims, beats and completes as the real one does,
/// and may die, fall silent and come back, or say everything twice.
final class SimulatedAgent implements Agent {
  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int TRIES = 12;

  /// Addresses for its log that it got with its claim, and never uses.
  private static final int CHUNKS = 32;

  /// The runner API.
  interface Api {
    /// @return the answer, status 500 when the function failed
    HttpExchanges.Answer post(String path, String token, Json.Obj body);
  }

  private final SimulatedScheduler scheduler;
  private final Faults faults;
  private final EventLog log;
  private final Api api;

  SimulatedAgent(SimulatedScheduler scheduler, Faults faults, EventLog log, Api api) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.log = log;
    this.api = api;
  }

  @Override
  public Running start(Map<String, String> environment, IntConsumer ended) {
    var job = new Job(environment);
    scheduler.soon(() -> {
      var code = job.run();
      ended.accept(code);
    });
    return () -> job.stopped = true;
  }

  /// One build.
  private final class Job {
    private final Map<String, String> environment;
    private boolean stopped;

    Job(Map<String, String> environment) {
      this.environment = environment;
    }

    private int run() {
      scheduler.pass(faults.within(Duration.ofSeconds(30)));
      if (stopped || !accepted("claim", Json.object())) {
        return 1;
      }
      var cancelled = work();
      if (faults.happens()) {
        log.add(Faults.OfAgent.DIES, name());
        return 1;
      }
      if (faults.happens()) {
        // Silent for long: the platform takes the job away, and must not listen any more.
        log.add(Faults.OfAgent.SILENT, name());
        scheduler.pass(Duration.ofMinutes(25));
      }
      var conclusion =
          cancelled
              ? Conclusion.CANCELLED
              : faults.happens(0.2) ? Conclusion.FAILURE : Conclusion.SUCCESS;
      var outcome = new JobOutcome(conclusion, Map.of(), List.of(), 0, Optional.empty());
      var body = Json.object().put("outcome", JobJson.write(outcome));
      var taken = accepted("complete", body);
      if (faults.happens()) {
        log.add(Faults.OfAgent.TWICE, name());
        accepted("complete", body);
      }
      return taken ? 0 : 1;
    }

    private String name() {
      return environment.getOrDefault("SLIPWAY_JOB", "");
    }

    /// @return whether it was cancelled
    private boolean work() {
      var left = faults.within(Duration.ofSeconds(60));
      while (left.isPositive() && !stopped) {
        var pause = left.compareTo(BEAT) < 0 ? left : BEAT;
        scheduler.pass(pause);
        left = left.minus(pause);
        if (left.isPositive()) {
          var answer = say("heartbeat", Json.object().put("logChunks", CHUNKS).put("logUsed", 0));
          if (answer.status() == 409 || answer.status() == 401) {
            return true;
          }
          if (answer.json().string("signal").filter("cancel"::equals).isPresent()) {
            return true;
          }
        }
      }
      return stopped;
    }

    private boolean accepted(String what, Json.Builder body) {
      for (var i = 0; i < TRIES; i++) {
        var status = say(what, body).status();
        if (status < 300) {
          return true;
        }
        if (status < 500) {
          return false;
        }
        scheduler.pass(PAUSE);
      }
      return false;
    }

    private HttpExchanges.Answer say(String what, Json.Builder body) {
      var said =
          body.put("run", environment.getOrDefault("SLIPWAY_RUN", ""))
              .put("job", environment.getOrDefault("SLIPWAY_JOB", ""))
              .put("attempt", Double.parseDouble(environment.getOrDefault("SLIPWAY_ATTEMPT", "1")))
              .put("agent", environment.getOrDefault("CODEBUILD_BUILD_ID", ""))
              .build();
      return api.post(
          "/runner/v1/" + what, environment.getOrDefault("SLIPWAY_JOB_TOKEN", ""), said);
    }
  }
}

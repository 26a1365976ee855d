package dev.slipway.runner;

import dev.slipway.ci.job.ControlPlane;
import dev.slipway.ci.job.ControlPlane.FencedException;
import dev.slipway.model.JobKey;
import dev.slipway.model.RunId;
import dev.slipway.runner.fetch.ActionServer;
import dev.slipway.runner.fetch.ActionStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/// The agent as a program: reads which job it is for from the environment of its build, claims it,
/// runs it, reports. Exit 0 when the outcome was reported, whatever it is.
public final class AgentMain {
  private AgentMain() {}

  public static void main(String[] arguments) {
    System.exit(run(System.getenv()));
  }

  /// Runs one job.
  ///
  /// @param env `SLIPWAY_URL`, `SLIPWAY_RUN`, `SLIPWAY_JOB`, `SLIPWAY_ATTEMPT`, `SLIPWAY_JOB_TOKEN`
  ///   and the machine's variables
  /// @return 0 when the outcome was reported, 1 when the platform did not take it
  public static int run(Map<String, String> env) {
    return run(env, Thread::sleep, Graces.GITHUB);
  }

  static int run(Map<String, String> env, Patience.Pauses pauses, Graces graces) {
    var identity =
        new HttpControlPlane.Identity(
            RunId.parse(require(env, "SLIPWAY_RUN")),
            JobKey.parse(require(env, "SLIPWAY_JOB")),
            Integer.parseInt(require(env, "SLIPWAY_ATTEMPT")),
            agent(env));
    var control =
        new HttpControlPlane(
            require(env, "SLIPWAY_URL"), require(env, "SLIPWAY_JOB_TOKEN"), identity, pauses);
    try {
      var assignment = control.claim();
      var agent = new JobAgent(settings(env), assignment, control, InstantSource.system(), graces);
      return run(agent, control, assignment.heartbeat(), pauses);
    } catch (FencedException | PlatformException e) {
      System.err.println("slipway-agent: " + e.getMessage());
      return 1;
    }
  }

  /// The build's id, so that a build which is started anew after a crash may take its job again.
  private static String agent(Map<String, String> env) {
    var build = env.getOrDefault("CODEBUILD_BUILD_ID", "");
    return build.isBlank() ? UUID.randomUUID().toString() : build;
  }

  private static int run(
      JobAgent agent, ControlPlane control, Duration every, Patience.Pauses pauses) {
    var heart = Thread.ofVirtual().name("heart").start(() -> beat(control, agent, every, pauses));
    try {
      var outcome = agent.run();
      if (agent.isAbandoned()) {
        System.err.println("slipway-agent: the job is not this agent's any more");
        return 1;
      }
      report(agent, control);
      control.complete(outcome);
      return 0;
    } finally {
      heart.interrupt();
    }
  }

  private static void report(JobAgent agent, ControlPlane control) {
    var report = agent.report();
    if (!report.isEmpty()) {
      try {
        control.report(report);
      } catch (PlatformException e) {
        System.err.println("slipway-agent: annotations and summaries are lost: " + e.getMessage());
      }
    }
  }

  private static void beat(
      ControlPlane control, JobAgent agent, Duration every, Patience.Pauses pauses) {
    try {
      while (true) {
        pauses.pause(every);
        switch (signal(control)) {
          case CONTINUE -> {}
          case CANCEL -> agent.cancel();
          case ABANDON -> {
            agent.abandon();
            return;
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static ControlPlane.Signal signal(ControlPlane control) {
    try {
      return control.heartbeat();
    } catch (FencedException _) {
      return ControlPlane.Signal.ABANDON;
    } catch (PlatformException _) {
      // It may be back for the next beat; until then the job goes on.
      return ControlPlane.Signal.CONTINUE;
    }
  }

  private static JobAgent.Settings settings(Map<String, String> env) {
    var home =
        env.getOrDefault(
            "SLIPWAY_AGENT_HOME", System.getProperty("java.io.tmpdir") + "/slipway-agent");
    var git = Path.of(home, "git");
    return new JobAgent.Settings(
        Path.of(home, "jobs"),
        Path.of(home, "tools"),
        git,
        new ActionStore(
            ActionServer.of(env), ActionStore.Network.ALLOWED, Path.of(home, "actions"), git),
        Path.of(home, "storage"),
        env,
        Map.of());
  }

  private static String require(Map<String, String> env, String name) {
    var value = env.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is not set");
    }
    return value;
  }
}

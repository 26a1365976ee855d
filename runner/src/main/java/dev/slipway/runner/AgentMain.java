package dev.slipway.runner;

import dev.slipway.ci.job.ControlPlane;
import dev.slipway.ci.job.ControlPlane.FencedException;
import dev.slipway.ci.job.JobAssignment;
import dev.slipway.model.JobKey;
import dev.slipway.model.RunId;
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
    var identity =
        new HttpControlPlane.Identity(
            RunId.parse(require(env, "SLIPWAY_RUN")),
            JobKey.parse(require(env, "SLIPWAY_JOB")),
            Integer.parseInt(require(env, "SLIPWAY_ATTEMPT")),
            agent(env));
    var control =
        new HttpControlPlane(
            require(env, "SLIPWAY_URL"), require(env, "SLIPWAY_JOB_TOKEN"), identity);
    try {
      var assignment = control.claim();
      run(control, assignment, settings(env));
      return 0;
    } catch (FencedException | IllegalStateException e) {
      System.err.println("slipway-agent: " + e.getMessage());
      return 1;
    }
  }

  /// The build's id, so that a build which is started anew after a crash may take its job again.
  private static String agent(Map<String, String> env) {
    var build = env.getOrDefault("CODEBUILD_BUILD_ID", "");
    return build.isBlank() ? UUID.randomUUID().toString() : build;
  }

  private static void run(
      ControlPlane control, JobAssignment assignment, JobAgent.Settings settings) {
    var agent = new JobAgent(settings, assignment, control, InstantSource.system());
    var heart =
        Thread.ofVirtual().name("heart").start(() -> beat(control, agent, assignment.heartbeat()));
    var outcome = agent.run();
    heart.interrupt();
    control.complete(outcome);
  }

  private static void beat(ControlPlane control, JobAgent agent, Duration every) {
    try {
      while (true) {
        Thread.sleep(every);
        switch (control.heartbeat()) {
          case CONTINUE -> {}
          case CANCEL -> agent.cancel();
          case ABANDON -> {
            agent.cancel();
            return;
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (FencedException _) {
      agent.cancel();
    } catch (IllegalStateException _) {
      // No answer for long: the platform will take the job from us; finish what can be finished.
    }
  }

  private static JobAgent.Settings settings(Map<String, String> env) {
    var home =
        env.getOrDefault(
            "SLIPWAY_AGENT_HOME", System.getProperty("java.io.tmpdir") + "/slipway-agent");
    return new JobAgent.Settings(
        Path.of(home, "jobs"), Path.of(home, "tools"), Path.of(home, "git"), env, Map.of());
  }

  private static String require(Map<String, String> env, String name) {
    var value = env.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is not set");
    }
    return value;
  }
}

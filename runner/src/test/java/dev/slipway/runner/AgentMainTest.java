package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Conclusion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The agent against a platform that fails it.
@Timeout(60)
class AgentMainTest {
  @TempDir Path folder;

  private int run(ScriptedPlatform platform) {
    var env = platform.environment(Map.of("SLIPWAY_AGENT_HOME", folder.toString()));
    return AgentMain.run(env, platform::pause, OneJob.SHORT);
  }

  @Test
  void claimsRunsAndReports() throws IOException {
    try (var platform = new ScriptedPlatform("- run: for i in 1 2 3; do echo line $i; done\n")) {
      assertThat(run(platform)).isZero();
      var outcome = platform.outcome().orElseThrow();
      assertThat(outcome.conclusion()).isEqualTo(Conclusion.SUCCESS);
      assertThat(outcome.logChunks()).isEqualTo(platform.chunks());
      assertThat(platform.log()).contains("line 1", "line 2", "line 3");
      assertThat(platform.calls()).startsWith("claim").endsWith("complete");
    }
  }

  @Test
  void aFailedJobIsReportedWell() throws IOException {
    try (var platform = new ScriptedPlatform("- run: exit 1\n")) {
      assertThat(run(platform)).isZero();
      assertThat(platform.outcome().orElseThrow().conclusion()).isEqualTo(Conclusion.FAILURE);
    }
  }

  @Test
  void takesNoJobThatIsAnothers() throws IOException {
    for (var status : new int[] {401, 404, 409}) {
      try (var platform = new ScriptedPlatform("- run: 'true'\n")) {
        platform.refuse("claim", status, 1);
        assertThat(run(platform)).isEqualTo(1);
        assertThat(platform.calls()).containsExactly("claim");
        assertThat(platform.waited()).isZero();
      }
    }
  }

  @Test
  void givesUpWhenThePlatformRefusesForGood() throws IOException {
    try (var platform = new ScriptedPlatform("- run: 'true'\n")) {
      platform.refuse("claim", 400, 1);
      assertThat(run(platform)).isEqualTo(1);
      assertThat(platform.calls()).containsExactly("claim");
    }
  }

  @Test
  void aPlatformThatIsAwayForMinutesCostsNothing() throws IOException {
    try (var platform =
        new ScriptedPlatform("- run: for i in $(seq 1 500); do echo line $i; done\n")) {
      platform.refuse("claim", 503, 20);
      platform.refuse("log", 500, 20);
      platform.refuse("heartbeat", 502, 20);
      platform.refuse("complete", 429, 20);
      assertThat(run(platform)).isZero();
      assertThat(platform.waited()).isGreaterThan(Duration.ofMinutes(10));
      assertThat(platform.outcome().orElseThrow().conclusion()).isEqualTo(Conclusion.SUCCESS);
      assertThat(platform.log())
          .containsSubsequence(IntStream.rangeClosed(1, 500).mapToObj(i -> "line " + i).toList());
      assertThat(platform.outcome().orElseThrow().message()).isEmpty();
    }
  }

  @Test
  void aLogThatCannotBeStoredIsOwnedUpTo() throws IOException {
    try (var platform = new ScriptedPlatform("- run: echo line\n")) {
      platform.refuse("log", 500, 10_000);
      assertThat(run(platform)).isZero();
      var outcome = platform.outcome().orElseThrow();
      assertThat(outcome.conclusion()).isEqualTo(Conclusion.SUCCESS);
      assertThat(outcome.message().orElse("")).endsWith("parts of the log could not be stored");
      assertThat(platform.log()).isEmpty();
    }
  }

  @Test
  void expiredAddressesAreReplaced() throws IOException {
    try (var platform = new ScriptedPlatform("- run: echo line\n")) {
      platform.refuse("log", 403, 1);
      assertThat(run(platform)).isZero();
      assertThat(platform.log()).contains("line");
      assertThat(platform.calls()).contains("heartbeat");
    }
  }

  @Test
  void cancelsWhenAHeartbeatSaysSo() throws IOException {
    var steps =
        """
        - run: |
            trap 'echo interrupted; exit 1' INT
            echo ready
            sleep 300 & wait
        - if: cancelled()
          run: echo cleaned
        """;
    try (var platform = new ScriptedPlatform(steps)) {
      platform.signal("cancel");
      platform.onLine(line -> {
        if (line.equals("ready")) {
          platform.beat();
        }
      });
      assertThat(run(platform)).isZero();
      assertThat(platform.outcome().orElseThrow().conclusion()).isEqualTo(Conclusion.CANCELLED);
      assertThat(platform.log()).containsSubsequence("ready", "interrupted", "cleaned");
    }
  }

  @Test
  void aHeartbeatThatIsNotHeardChangesNothing() throws IOException {
    try (var platform =
        new ScriptedPlatform("- run: echo ready; until test -e go; do sleep 0.01; done\n")) {
      platform.refuse("heartbeat", 503, 2);
      var go = folder.resolve("go");
      platform.onLine(line -> {
        if (line.equals("ready")) {
          platform.beat();
          platform.beat();
          platform.signal("cancel");
          platform.beat();
        }
      });
      assertThat(run(platform)).isZero();
      assertThat(go).doesNotExist();
      assertThat(platform.outcome().orElseThrow().conclusion()).isEqualTo(Conclusion.CANCELLED);
    }
  }

  @Test
  void aLostAgentThatComesBackIsFencedAndStopsAtOnce() throws IOException {
    var steps =
        """
        - run: |
            trap 'echo interrupted' INT
            echo ready
            sleep 300 & wait
        - if: always()
          run: echo never
        """;
    for (var fenced : new boolean[] {true, false}) {
      try (var platform = new ScriptedPlatform(steps)) {
        platform.onLine(line -> {
          if (line.equals("ready")) {
            if (fenced) {
              platform.refuse("heartbeat", 409, 100);
            } else {
              platform.signal("abandon");
            }
            platform.beat();
          }
        });
        assertThat(run(platform)).isEqualTo(1);
        assertThat(platform.calls()).doesNotContain("complete");
        assertThat(platform.log()).doesNotContain("interrupted", "never");
      }
    }
  }

  @Test
  void anOutcomeThatComesTooLateIsNobodys() throws IOException {
    try (var platform = new ScriptedPlatform("- run: 'true'\n")) {
      platform.refuse("complete", 409, 1);
      assertThat(run(platform)).isEqualTo(1);
    }
  }

  @Test
  void stepsSeeNeitherTheTokenNorThePlatform() throws IOException {
    try (var platform = new ScriptedPlatform("- run: env\n")) {
      assertThat(run(platform)).isZero();
      assertThat(String.join("\n", platform.log()))
          .doesNotContain(ScriptedPlatform.TOKEN, "SLIPWAY", "s3cr3t", platform.url());
    }
  }
}

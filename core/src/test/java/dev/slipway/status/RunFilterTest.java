package dev.slipway.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ci.run.Jobs;
import dev.slipway.ci.run.Play;
import dev.slipway.ci.run.Run;
import dev.slipway.model.Conclusion;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which runs a list shows.
class RunFilterTest {
  private static final Run FAILED =
      Play.of(Jobs.of("a")).reachAll().play("a", Conclusion.FAILURE).finish().run();
  private static final Run RUNNING = Play.of(Jobs.of("a")).reachAll().claim("a").run();

  @ParameterizedTest(
      name = "branch {0}, workflow {1}, event {2}, status {3}: failed {4}, running {5}")
  @CsvSource({
    ",     ,                         ,             ,            true,  true",
    "main, ,                         ,             ,            true,  true",
    "dev,  ,                         ,             ,            false, false",
    ",     .github/workflows/ci.yml, ,             ,            true,  true",
    ",     ci.yml,                   ,             ,            true,  true",
    ",     i.yml,                    ,             ,            false, false",
    ",     ,                         push,         ,            true,  true",
    ",     ,                         pull_request, ,            false, false",
    ",     ,                         ,             completed,   true,  false",
    ",     ,                         ,             failure,     true,  false",
    ",     ,                         ,             success,     false, false",
    ",     ,                         ,             in_progress, false, true",
    "main, ci.yml,                   push,         failure,     true,  false",
  })
  void shows(
      String branch,
      String workflow,
      String event,
      String status,
      boolean failed,
      boolean running) {
    var filter =
        new RunFilter(
            Optional.ofNullable(branch),
            Optional.ofNullable(workflow),
            Optional.ofNullable(event),
            Optional.ofNullable(status));
    assertThat(filter.test(FAILED)).isEqualTo(failed);
    assertThat(filter.test(RUNNING)).isEqualTo(running);
  }

  @Test
  void refusesAWordThatIsNoStatus() {
    assertThatThrownBy(() ->
            new RunFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("done")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("status \"done\" is none of queued, in_progress, waiting");
  }
}

package dev.slipway.ci.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.plan.Event;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When two deliveries are about the same.
class SameEventTest {
  private static final Json.Obj PUSH = SampleEvents.read("push");

  @Test
  void twoHooksOfOneRepositoryTellTheSame() {
    for (var member : List.of("installation", "organization", "enterprise", "hook")) {
      var other = PUSH.with(member, Json.object().put("id", 7).build());
      assertThat(SameEvent.event(push(other))).as(member).isEqualTo(SameEvent.event(push(PUSH)));
    }
  }

  @Test
  void aPushBackAndForthIsNotTheSame() {
    var later =
        PUSH.with(
            "repository", PUSH.object("repository").with("pushed_at", Json.of(1_795_514_401)));
    assertThat(SameEvent.event(push(later))).isNotEqualTo(SameEvent.event(push(PUSH)));
    assertThat(SameEvent.head(push(later))).isEqualTo(SameEvent.head(push(PUSH)));
  }

  @Test
  void aHeadIsARepositoryARefAndACommit() {
    var elsewhere = PUSH.with("ref", Json.of("refs/heads/dev"));
    var other = PUSH.with("after", Json.of("b".repeat(40)));
    var shouted =
        PUSH.with(
            "repository", PUSH.object("repository").with("full_name", Json.of("OCTO/Hello-World")));
    assertThat(List.of(SameEvent.head(push(elsewhere)), SameEvent.head(push(other))))
        .doesNotContain(SameEvent.head(push(PUSH)));
    assertThat(SameEvent.head(push(shouted))).isEqualTo(SameEvent.head(push(PUSH)));
  }

  @Test
  void aPushLeavesTheCommitThatAnotherOnePutTheRefAt() {
    var there = PUSH.with("after", Json.of("a".repeat(40)));
    var away = PUSH.with("before", Json.of("a".repeat(40)));
    assertThat(SameEvent.leaving(push(away))).contains(SameEvent.leavingHeadOf(push(there)));
    assertThat(SameEvent.leaving(push(there))).isNotEqualTo(SameEvent.leaving(push(away)));
    assertThat(SameEvent.leaving(push(PUSH.with("before", Json.of("0".repeat(40)))))).isEmpty();
  }

  @ParameterizedTest(name = "pushed_at {0} → {1}")
  @CsvSource(
      delimiter = '~',
      nullValues = "unknown",
      textBlock =
          """
          1795514400               ~ 2026-11-24T10:00:00Z
          "2026-11-24T10:00:00Z"   ~ 2026-11-24T10:00:00Z
          "yesterday"              ~ unknown
          null                     ~ unknown
          1e300                    ~ unknown
          {}                       ~ unknown
          """)
  void tellsWhenAPushHappened(String pushedAt, Instant time) {
    var body =
        PUSH.with("repository", PUSH.object("repository").with("pushed_at", Json.parse(pushedAt)));
    assertThat(SameEvent.pushedAt(push(body)).orElse(null)).isEqualTo(time);
  }

  private static Event push(Json.Obj body) {
    return GitHubEvents.read("push", body, _ -> Optional.empty());
  }
}

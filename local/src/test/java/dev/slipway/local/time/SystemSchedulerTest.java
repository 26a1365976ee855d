package dev.slipway.local.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemSchedulerTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private final AtomicReference<Instant> clock = new AtomicReference<>(NOON);
  private final SystemScheduler scheduler = new SystemScheduler(clock::get, Duration.ofMillis(1));

  @AfterEach
  void close() {
    scheduler.close();
  }

  private CompletableFuture<Instant> begun(Instant when) {
    var begun = new CompletableFuture<Instant>();
    scheduler.at(when, () -> begun.complete(scheduler.instant()));
    return begun;
  }

  @Test
  void beginsWhatIsDueAfterTheClockJumped() throws Exception {
    var inAnHour = begun(NOON.plusSeconds(3_600));
    var inTwo = begun(NOON.plusSeconds(7_200));

    clock.set(NOON.plusSeconds(3_601));

    assertThat(inAnHour.get(10, TimeUnit.SECONDS)).isEqualTo(NOON.plusSeconds(3_601));
    assertThat(inTwo).isNotDone();
  }

  @Test
  void beginsNothingEarlyWhenTheClockIsPutBack() throws Exception {
    var soon = begun(NOON.plusMillis(2));
    clock.set(NOON.minusSeconds(3_600));
    var after = begun(NOON.minusSeconds(1_800));

    clock.set(NOON.minusSeconds(1_799));

    after.get(10, TimeUnit.SECONDS);
    assertThat(soon).isNotDone();
    clock.set(NOON.plusMillis(2));
    assertThat(soon.get(10, TimeUnit.SECONDS)).isEqualTo(NOON.plusMillis(2));
  }

  @Test
  void forgetsWhatIsCancelled() throws Exception {
    var begun = new CompletableFuture<Boolean>();
    scheduler.at(NOON.plusSeconds(1), () -> begun.complete(true)).cancel();

    clock.set(NOON.plusSeconds(2));

    begun(NOON.plusSeconds(2)).get(10, TimeUnit.SECONDS);
    assertThat(begun).isNotDone();
  }
}

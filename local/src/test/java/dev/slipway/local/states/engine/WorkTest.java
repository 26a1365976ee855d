package dev.slipway.local.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is under way when an engine is closed.
@Timeout(20)
class WorkTest {
  private final Work work = new Work();
  private final List<String> done = new CopyOnWriteArrayList<>();

  @Test
  void theCloseWaitsForWhatHasBegun() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var worker =
        Thread.ofVirtual()
            .start(() ->
                work.during(() -> {
                  begun.countDown();
                  await(goOn);
                  done.add("worked");
                }));
    begun.await();
    var closer =
        Thread.ofVirtual()
            .start(() -> {
              work.close();
              done.add("closed");
            });
    while (closer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    worker.join();
    closer.join();

    assertThat(done).containsExactly("worked", "closed");
  }

  @Test
  void nothingBeginsAfterTheClose() {
    work.close();
    work.during(() -> done.add("worked"));

    assertThat(done).isEmpty();
  }

  @Test
  void workMayCloseWhatItWorksFor() {
    work.during(() -> {
      work.close();
      done.add("ended");
    });

    assertThat(done).containsExactly("ended");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.slipway.runner;

import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.model.Json;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/// Sends the log in chunks while the job runs: the first line at once, then ever larger chunks, up
/// to one in two seconds or 256 KiB. A full buffer makes the writer wait, so memory stays bounded.
final class LogUploader {
  private static final int CHUNK = 256 * 1024;
  private static final int BUFFER = 8 * CHUNK;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /// Ask for more addresses before the last ones are used.
  private static final int FEW = 4;

  private final Runnable askForMore;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final Deque<String> addresses = new ArrayDeque<>();
  private final Thread sender;
  private boolean finished;
  private int chunks;
  private int used;

  LogUploader(Runnable askForMore) {
    this.askForMore = askForMore;
    this.sender = Thread.ofVirtual().name("log").start(this::send);
  }

  static List<String> urls(Json.Obj answer) {
    return answer.array("logUploads").stream().map(url -> ((Json.Str) url).value()).toList();
  }

  void add(List<String> urls) {
    lock.lock();
    try {
      addresses.addAll(urls);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// How many addresses were ever given: where the next ones begin.
  int known() {
    return counted(() -> used + addresses.size());
  }

  /// How many of them were used.
  int used() {
    return counted(() -> used);
  }

  private int counted(IntSupplier count) {
    lock.lock();
    try {
      return count.getAsInt();
    } finally {
      lock.unlock();
    }
  }

  void log(List<LogEvent> events) {
    var bytes = new ByteArrayOutputStream();
    for (var event : events) {
      bytes.writeBytes(JobJson.write(event).bytes());
      bytes.write('\n');
    }
    lock.lock();
    try {
      while (buffer.size() >= BUFFER && sender.isAlive()) {
        changed.await();
      }
      buffer.writeBytes(bytes.toByteArray());
      changed.signalAll();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /// Sends what is left.
  ///
  /// @return how many chunks there are
  int finish() {
    lock.lock();
    try {
      finished = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      sender.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return chunks;
  }

  private void send() {
    var pause = Duration.ZERO;
    for (var chunk = next(pause); chunk.length > 0; chunk = next(pause)) {
      Http.put(address(), chunk);
      lock.lock();
      try {
        chunks++;
      } finally {
        lock.unlock();
      }
      pause = pause.isZero() ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// Waits for something to send, then for more of it while the pause lasts. Empty at the end.
  private byte[] next(Duration pause) {
    lock.lock();
    try {
      var left = pause.toNanos();
      while (!finished && buffer.size() < CHUNK && (buffer.size() == 0 || left > 0)) {
        if (buffer.size() == 0) {
          changed.await();
        } else {
          left = changed.awaitNanos(left);
        }
      }
      var chunk = buffer.toByteArray();
      buffer.reset();
      changed.signalAll();
      return chunk;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new byte[0];
    } finally {
      lock.unlock();
    }
  }

  private String address() {
    lock.lock();
    try {
      if (addresses.size() > FEW) {
        used++;
        return addresses.remove();
      }
    } finally {
      lock.unlock();
    }
    askForMore.run();
    lock.lock();
    try {
      while (addresses.isEmpty()) {
        if (!changed.await(LONGEST_PAUSE.toSeconds() * 15, TimeUnit.SECONDS)) {
          throw new IllegalStateException("The platform gave no addresses for the log");
        }
      }
      used++;
      return addresses.remove();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }
}

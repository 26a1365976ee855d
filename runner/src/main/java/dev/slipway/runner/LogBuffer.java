package dev.slipway.runner;

import dev.slipway.ci.job.LogEvent;
import dev.slipway.ci.job.LogLines;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Log events between the step that prints and the thread that sends, as chunks of whole lines. A
/// full buffer makes the writer wait, so memory stays bounded.
final class LogBuffer {
  /// How large a chunk gets; only one event that is larger by itself makes a larger one.
  static final int CHUNK = 256 * 1024;

  private static final int MOST = 8 * CHUNK;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LogLines lines = new LogLines();
  private final Deque<byte[]> full = new ArrayDeque<>();
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private final ByteArrayOutputStream event = new ByteArrayOutputStream();
  private int size;
  private boolean finished;
  private boolean closed;

  /// Appends events; drops them when nobody takes chunks any more.
  void add(List<LogEvent> events) {
    lock.lock();
    try {
      for (var one : events) {
        while (size >= MOST && !closed) {
          changed.await();
        }
        if (closed) {
          return;
        }
        append(one);
      }
      changed.signalAll();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void append(LogEvent one) {
    event.reset();
    lines.write(one, event);
    if (open.size() > 0 && open.size() + event.size() > CHUNK) {
      full.add(takeOpen());
      changed.signalAll();
    }
    open.writeBytes(event.toByteArray());
    size += event.size();
  }

  private byte[] takeOpen() {
    var chunk = open.toByteArray();
    open.reset();
    return chunk;
  }

  /// Waits for something to send, then for more of it while the pause lasts. Empty at the end.
  byte[] next(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      var left = pause.toNanos();
      while (!finished && full.isEmpty() && (open.size() == 0 || left > 0)) {
        if (open.size() == 0) {
          changed.await();
        } else {
          left = changed.awaitNanos(left);
        }
      }
      var chunk = full.isEmpty() ? takeOpen() : full.remove();
      size -= chunk.length;
      changed.signalAll();
      return chunk;
    } finally {
      lock.unlock();
    }
  }

  /// Nothing more will be added.
  void finish() {
    lock.lock();
    try {
      finished = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Nothing more will be taken.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

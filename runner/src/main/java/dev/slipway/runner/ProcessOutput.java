package dev.slipway.runner;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Reads what a process prints, on a thread of its own.
///
/// The end of a process is not the end of its output: its pipe may still be full, and a process
/// that it left behind may hold the pipe open for ever. So what was printed before the end is read
/// however long that takes, and then the output is waited for a while.
final class ProcessOutput {
  /// What a pipe holds. Anything beyond was printed later.
  private static final int PIPE = 64 * 1024;

  /// Who reads nothing for this long reads an empty pipe.
  private static final Duration EMPTY = Duration.ofMillis(50);

  private final InputStream from;
  private final LineReader lines;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private State state = State.READING;
  private boolean closing;
  private Optional<RuntimeException> failure = Optional.empty();

  private enum State {
    READING,
    TAKING,
    ENDED
  }

  ProcessOutput(InputStream from, LineReader.Sink sink) {
    this.from = from;
    this.lines = new LineReader(sink);
    Thread.ofPlatform().daemon().name("output").start(this::read);
  }

  private void read() {
    var buffer = new byte[PIPE];
    var left = PIPE;
    try {
      for (var count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        if (!become(State.TAKING)) {
          return;
        }
        take(buffer, count);
        left -= isClosing() ? count : 0;
        if (isClosing() && (left <= 0 || from.available() == 0)) {
          break;
        }
        become(State.READING);
      }
    } catch (IOException _) {
      // Closed under us: there is nothing more to read.
    }
    if (become(State.TAKING)) {
      take(buffer, -1);
      become(State.ENDED);
    }
  }

  /// Once nobody can take lines the rest is read all the same, or the process would wait for ever.
  private void take(byte[] buffer, int count) {
    if (failure.isPresent()) {
      return;
    }
    try {
      if (count < 0) {
        lines.end();
      } else {
        lines.take(buffer, count);
      }
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    }
  }

  private boolean become(State next) {
    lock.lock();
    try {
      if (state == State.ENDED) {
        return false;
      }
      state = next;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the end of the output of a process that has ended.
  ///
  /// @param grace for how long to wait for others that may still print
  void await(Duration grace) throws InterruptedException {
    lock.lock();
    try {
      var left = grace.toNanos();
      while (state != State.ENDED && left > 0) {
        left = changed.awaitNanos(left);
      }
      closing = true;
      while (state != State.ENDED) {
        var before = state;
        var quiet = !changed.await(EMPTY.toMillis(), TimeUnit.MILLISECONDS);
        if (quiet && before == State.READING && state == State.READING) {
          take(new byte[0], -1);
          state = State.ENDED;
        }
      }
    } finally {
      lock.unlock();
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}

package dev.slipway.local.states.engine;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/// What is under way on the store, so that nobody closes it meanwhile: none begins after the close,
/// and the close waits for those that have begun.
final class Work implements AutoCloseable {
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
  private volatile boolean closed;

  void during(Runnable work) {
    open.readLock().lock();
    try {
      if (!closed) {
        work.run();
      }
    } finally {
      open.readLock().unlock();
    }
  }

  /// Work that closes the engine it is done by goes on to its own end.
  @Override
  public void close() {
    if (open.getReadHoldCount() > 0) {
      closed = true;
      return;
    }
    open.writeLock().lock();
    try {
      closed = true;
    } finally {
      open.writeLock().unlock();
    }
  }
}

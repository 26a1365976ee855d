package dev.slipway.local.store;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.DataType;

/// The one file in which the local cloud keeps its state.
///
/// A change made through [#write] is on disk when the call returns, and either all of it is or
/// none: a process that is killed at any moment finds only whole changes at its next start. Changes
/// that wait for the disk at the same time share one write.
public final class Store implements AutoCloseable {
  /// Whether a write must also survive the loss of power.
  public enum Durability {
    /// Survives the process.
    PROCESS,
    /// Survives the machine, at the price of a flush of the disk for each write.
    POWER
  }

  /// Below this a change is refused before it is made, so that those under way can still be
  /// written.
  private static final long RESERVE = 16L * 1024 * 1024;

  private final MVStore file;
  private final LongSupplier space;
  private final Durability durability;

  /// Changes hold it together, the disk holds it alone: so no half of a change is ever written.
  private final ReentrantReadWriteLock wholeness = new ReentrantReadWriteLock(true);

  private final ReentrantLock disk = new ReentrantLock();

  /// Counts changes that were made, and those of them that are on disk.
  private final AtomicLong made = new AtomicLong();

  private volatile long written;

  private Store(MVStore file, Durability durability, LongSupplier space) {
    this.file = file;
    this.space = space;
    this.durability = durability;
    file.setVersionsToKeep(0);
  }

  /// @throws StoreException when the file is held by another process, damaged, or of another
  ///   version
  public static Store open(Path path, Durability durability) {
    try {
      return new Store(
          new MVStore.Builder()
              .fileName(SteadyFile.Address.of(path))
              .autoCommitDisabled()
              .autoCompactFillRate(0)
              .open(),
          durability,
          () -> path.toFile().getUsableSpace());
    } catch (MVStoreException e) {
      throw new StoreException("%s cannot be opened: %s".formatted(path, e.getMessage()), e);
    }
  }

  /// As [#open(Path, Durability)], on a disk with that much room.
  static Store open(Path path, LongSupplier space) {
    var store = open(path, Durability.PROCESS);
    return new Store(store.file, store.durability, space);
  }

  /// A store that ends with the process.
  public static Store inMemory() {
    return inMemory(() -> Long.MAX_VALUE);
  }

  /// A store that ends with the process.
  ///
  /// @param space is asked before each change for the room that is left
  public static Store inMemory(LongSupplier space) {
    return new Store(new MVStore.Builder().autoCommitDisabled().open(), Durability.PROCESS, space);
  }

  /// The map of that name, made when it is first asked for. Reading it needs no lock; change it
  /// only inside [#write].
  public <K, V> MVMap<K, V> map(String name) {
    return file.openMap(name);
  }

  /// As [#map(String)], for keys or values of the service's own order or form.
  public <K, V> MVMap<K, V> map(String name, DataType<K> keys, DataType<V> values) {
    return file.openMap(name, new MVMap.Builder<K, V>().keyType(keys).valueType(values));
  }

  /// Forgets a map with all that is in it; a part of a change.
  public void remove(MVMap<?, ?> map) {
    file.removeMap(map);
  }

  /// Makes a change and returns once it is on disk.
  public void write(Runnable change) {
    write(() -> {
      change.run();
      return true;
    });
  }

  /// Makes a change and returns its result once it is on disk. A change that throws must do so
  /// before it touches a map: what it did by then would be written with the next one.
  ///
  /// @throws StoreException when the disk is full; then nothing was changed
  public <T> T write(Supplier<T> change) {
    // A part of a larger change is not asked again: half of it may be made.
    if (wholeness.getReadHoldCount() == 0 && space.getAsLong() < RESERVE) {
      throw new StoreException(
          "The disk of the data folder is full; make room, and it goes on", null);
    }
    T result;
    long mine;
    wholeness.readLock().lock();
    try {
      result = change.get();
      mine = made.incrementAndGet();
    } finally {
      wholeness.readLock().unlock();
    }
    if (wholeness.getReadHoldCount() == 0) {
      // Otherwise this is a part of a larger change, which is written as one.
      flush(mine);
    }
    return result;
  }

  /// Whoever gets the disk first writes for all that wait behind it.
  private void flush(long upTo) {
    disk.lock();
    try {
      if (written >= upTo) {
        return;
      }
      wholeness.writeLock().lock();
      try {
        var all = made.get();
        file.commit();
        written = all;
      } finally {
        wholeness.writeLock().unlock();
      }
      if (durability == Durability.POWER) {
        file.sync();
      }
    } catch (MVStoreException e) {
      throw new StoreException("The data folder takes no more: " + e.getMessage(), e);
    } finally {
      disk.unlock();
    }
  }

  @Override
  public void close() {
    file.close();
  }
}

package dev.slipway.runner;

import dev.slipway.ci.job.ControlPlane.FencedException;
import dev.slipway.ci.job.LogEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Sends the log in chunks while the job runs: the first line at once, then ever larger chunks, one
/// in two seconds or as soon as it is full.
///
/// A chunk that cannot be stored while patience lasts is given up, and the next ones get one try
/// each until one is stored: a log with a hole is worth more than a job that never ends.
final class LogUploader {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Consumer<Addresses> ask;
  private final BiFunction<String, byte[], Http.Put> store;
  private final Patience patience;
  private final LogBuffer buffer = new LogBuffer();
  private final Map<Integer, String> addresses = new ConcurrentHashMap<>();
  private final Thread sender;
  private final AtomicInteger chunks = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  /// Which addresses there are.
  ///
  /// @param used how many chunks are done with
  /// @param known where the next addresses begin
  record Addresses(int used, int known) {}

  /// @param ask has addresses [#add]ed before it returns
  /// @param store puts a chunk at an address
  LogUploader(
      Consumer<Addresses> ask, BiFunction<String, byte[], Http.Put> store, Patience patience) {
    this.ask = ask;
    this.store = store;
    this.patience = patience;
    this.sender = Thread.ofVirtual().name("log").start(this::send);
  }

  /// Takes addresses for the chunks from a number on.
  void add(int from, List<String> urls) {
    for (var i = 0; i < urls.size(); i++) {
      addresses.put(from + i, urls.get(i));
    }
  }

  Addresses known() {
    var used = chunks.get();
    var known = used;
    while (addresses.containsKey(known)) {
      known++;
    }
    return new Addresses(used, known);
  }

  /// Appends events. Waits while the buffer is full.
  void log(List<LogEvent> events) {
    buffer.add(events);
  }

  /// What was stored.
  ///
  /// @param chunks how many there are, the lost ones among them
  record Stored(int chunks, int lost) {}

  /// Sends what is left.
  Stored finish() {
    buffer.finish();
    try {
      sender.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new Stored(chunks.get(), lost.get());
  }

  private void send() {
    try {
      var pause = Duration.ZERO;
      var patient = true;
      for (var chunk = buffer.next(pause); chunk.length > 0; chunk = buffer.next(pause)) {
        patient = store(chunk, patient ? patience : patience.none());
        lost.addAndGet(patient ? 0 : 1);
        addresses.remove(chunks.getAndIncrement());
        pause = pause.isZero() ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
      }
    } catch (FencedException | InterruptedException _) {
      // The log is another agent's now, or nobody's.
    } finally {
      buffer.close();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private boolean store(byte[] chunk, Patience patience) {
    var tries = patience.tries();
    do {
      var result = address().map(address -> store.apply(address, chunk)).orElse(Http.Put.LATER);
      switch (result) {
        case STORED -> {
          return true;
        }
        // Addresses that came together expire together.
        case REFUSED -> addresses.clear();
        case LATER -> {}
      }
    } while (tries.again());
    return false;
  }

  private Optional<String> address() {
    if (!addresses.containsKey(chunks.get())) {
      try {
        ask.accept(known());
      } catch (PlatformException _) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(addresses.get(chunks.get()));
  }
}

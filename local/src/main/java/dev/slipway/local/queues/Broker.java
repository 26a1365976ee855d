package dev.slipway.local.queues;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The engine: every queue, its messages, and the order of what happens to them.
///
/// Whatever changes something is on disk when the call returns. The lock is only ever taken inside
/// a change of the store, never around one, so changes of many callers share one write.
final class Broker {
  private static final int MAX_IN_FLIGHT = 120_000;
  private static final long LONGEST_HIDDEN = Duration.ofHours(12).toMillis();

  /// What a sender hears.
  record Sent(String id, long position) {}

  /// What a receiver gets.
  record Received(Entry entry, Receipt receipt, Content content, int receives) {}

  private final Store store;
  private final Scheduler scheduler;
  private final Chance chance;
  private final String arnPrefix;
  private final Journal journal;
  private final Deduplication deduplication;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Queue> queues = new TreeMap<>();
  private final Set<Queue> armed = new HashSet<>();

  Broker(Store store, Scheduler scheduler, Chance chance, String arnPrefix) {
    this.store = store;
    this.scheduler = scheduler;
    this.chance = chance;
    this.arnPrefix = arnPrefix;
    this.journal = new Journal(store);
    this.deduplication = new Deduplication(store);
    journal.queues().forEach(found -> queues.put(found.name(), new Queue(found, now())));
    journal.each((queue, entry) -> {
      var known = queues.get(queue);
      if (known != null) {
        known.add(entry);
      }
    });
  }

  long now() {
    return scheduler.millis();
  }

  String arn(String queue) {
    return arnPrefix + queue;
  }

  private <T> T change(Supplier<T> change) {
    return store.write(() -> locked(change));
  }

  private <T> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }

  // Queues

  List<QueueSettings> all() {
    return locked(() -> queues.values().stream().map(Queue::settings).toList());
  }

  Optional<QueueSettings> find(String name) {
    return locked(() -> Optional.ofNullable(queues.get(name)).map(Queue::settings));
  }

  /// The name in an ARN of this cloud's.
  Optional<String> named(String arn) {
    return arn.startsWith(arnPrefix)
        ? find(arn.substring(arnPrefix.length())).map(QueueSettings::name)
        : Optional.empty();
  }

  private Queue queue(String name) {
    var queue = queues.get(name);
    if (queue == null) {
      throw QueueErrors.noQueue();
    }
    return queue;
  }

  /// Makes a queue, or gives one that is there these settings.
  void put(QueueSettings settings) {
    change(() -> {
      var known = queues.get(settings.name());
      if (known == null) {
        queues.put(settings.name(), new Queue(settings, now()));
      } else {
        known.change(settings, now());
      }
      journal.keep(settings);
      return true;
    });
  }

  void drop(String name) {
    change(() -> {
      queue(name).removeAll().forEach(journal::remove);
      queues.remove(name);
      journal.forget(name);
      return true;
    });
  }

  /// @throws AwsError when it was purged less than a minute ago
  void purge(String name) {
    change(() -> {
      var queue = queue(name);
      if (queue.purged > now() - Duration.ofMinutes(1).toMillis()) {
        throw new AwsError(
            403,
            "PurgeQueueInProgress",
            "Only one PurgeQueue operation on %s is allowed every 60 seconds.".formatted(name));
      }
      queue.purged = now();
      queue.removeAll().forEach(journal::remove);
      return true;
    });
  }

  <T> T look(String name, java.util.function.Function<Queue, T> look) {
    return locked(() -> look.apply(queue(name)));
  }

  // Messages

  /// @param group empty for a standard queue's message without one
  Sent send(String name, Content content, String group, Optional<Duration> delay) {
    return change(() -> {
      var queue = queue(name);
      var settings = queue.settings();
      var scope = settings.deduplicatesByGroup() ? name + "\u0001" + group : name;
      if (settings.fifo()) {
        var first = deduplication.find(scope, content.deduplication().orElseThrow(), now());
        if (first.isPresent()) {
          return new Sent(first.get().id(), first.get().position());
        }
      }
      var entry = new Entry(journal.position(), chance.uuid(), group, now());
      var hidden = delay.orElse(settings.delay());
      if (hidden.isPositive()) {
        entry.state = Entry.State.DELAYED;
        entry.hiddenUntil = now() + hidden.toMillis();
      }
      var sent = new Sent(entry.id, entry.position);
      if (settings.fifo()) {
        deduplication.add(
            scope,
            content.deduplication().orElseThrow(),
            new Deduplication.Accepted(sent.id(), sent.position()),
            now());
      }
      place(queue, entry, content);
      return sent;
    });
  }

  private void place(Queue queue, Entry entry, Content content) {
    journal.add(queue.settings().name(), entry, content);
    queue.add(entry);
    stir(queue);
  }

  /// Something may have become receivable: whoever waits looks, now and when the next hidden
  /// message appears.
  private void stir(Queue queue) {
    if (queue.mayGive(now())) {
      queue.tellWatchers();
    }
    arm(queue);
  }

  private void arm(Queue queue) {
    if (queue.isWatched() && queue.nextAppearance().isPresent() && armed.add(queue)) {
      var due = queue.nextAppearance().getAsLong();
      scheduler.at(
          Instant.ofEpochMilli(due),
          () ->
              locked(() -> {
                armed.remove(queue);
                stir(queue);
                return true;
              }));
    }
  }

  /// Up to that many messages that may be received now.
  List<Received> receive(String name, int most, Optional<Duration> visibility) {
    if (!look(name, queue -> queue.mayGive(now()))) {
      return List.of();
    }
    return change(() -> {
      var queue = queue(name);
      if (queue.size() >= MAX_IN_FLIGHT
          && queue.count(Entry.State.IN_FLIGHT, now()) >= MAX_IN_FLIGHT) {
        throw new AwsError(
            403, "OverLimit", "Too many messages are in flight: %d".formatted(MAX_IN_FLIGHT));
      }
      var deadLetters = deadLetters(queue);
      var hidden = visibility.orElse(queue.settings().visibility());
      var taken = queue.take(most, hidden, deadLetters.isPresent(), now());
      taken.expired().forEach(journal::remove);
      deadLetters.ifPresent(target -> taken.dead().forEach(entry -> bury(queue, entry, target)));
      var received = new ArrayList<Received>();
      for (var entry : taken.received()) {
        journal.keep(name, entry);
        received.add(
            new Received(entry, Receipt.of(entry), journal.content(entry), entry.receives));
      }
      arm(queue);
      return received;
    });
  }

  private Optional<Queue> deadLetters(Queue queue) {
    return queue
        .settings()
        .redrive()
        .map(QueueSettings.Redrive::targetArn)
        .filter(arn -> arn.startsWith(arnPrefix))
        .map(arn -> queues.get(arn.substring(arnPrefix.length())));
  }

  private void bury(Queue queue, Entry entry, Queue deadLetters) {
    var content = journal.content(entry).deadFrom(arn(queue.settings().name()));
    journal.remove(entry);
    var dead = new Entry(journal.position(), entry.id, entry.group, entry.sentAt);
    dead.receives = entry.receives;
    dead.firstReceived = entry.firstReceived;
    place(deadLetters, dead, content);
  }

  /// A message that is gone is deleted already.
  void delete(String name, Receipt receipt) {
    change(() -> {
      var queue = queue(name);
      queue
          .find(receipt.position(), receipt.id())
          .ifPresent(entry -> {
            if (queue.settings().fifo() && !isLatest(queue, entry, receipt)) {
              throw QueueErrors.invalid(
                  "ReceiptHandle", receipt.handle(), "The receipt handle has expired.");
            }
            queue.remove(entry);
            journal.remove(entry);
            stir(queue);
          });
      return true;
    });
  }

  /// After a restart a message is not in flight, yet its last receipt holds.
  private boolean isLatest(Queue queue, Entry entry, Receipt receipt) {
    return entry.receives == receipt.receive()
        && (queue.inFlight(entry, now()) || entry.lastReceived == 0);
  }

  void hide(String name, Receipt receipt, Duration visibility) {
    locked(() -> {
      var queue = queue(name);
      var entry =
          queue
              .find(receipt.position(), receipt.id())
              .orElseThrow(() ->
                  QueueErrors.invalid(
                      "ReceiptHandle",
                      receipt.handle(),
                      "Message does not exist or is not available for visibility timeout change."));
      if (!queue.inFlight(entry, now())) {
        throw new AwsError(
            400, "MessageNotInflight", "The message %s is not in flight.".formatted(entry.id));
      }
      var until = now() + visibility.toMillis();
      if (until > entry.lastReceived + LONGEST_HIDDEN) {
        throw QueueErrors.invalid(
            "VisibilityTimeout",
            visibility.toSeconds(),
            "Total VisibilityTimeout for the message is beyond the limit [43200 seconds].");
      }
      queue.hideUntil(entry, until);
      armed.remove(queue);
      stir(queue);
      return true;
    });
  }

  /// Moves the oldest messages elsewhere, where they are new.
  ///
  /// @param target the queue for a message, or nothing when it has to stay
  /// @return how many were moved, and whether one had to stay
  Moved move(String name, int most, java.util.function.Function<Content, Optional<String>> target) {
    return change(() -> {
      var queue = queue(name);
      var moved = 0;
      for (var entry : queue.first(most)) {
        var content = journal.content(entry);
        var to = target.apply(content).map(queues::get);
        if (to.isEmpty()) {
          return new Moved(moved, true);
        }
        queue.remove(entry);
        journal.remove(entry);
        var fresh = new Entry(journal.position(), chance.uuid(), entry.group, now());
        place(to.get(), fresh, content.anew());
        moved++;
      }
      return new Moved(moved, false);
    });
  }

  record Moved(int messages, boolean stuck) {}

  // Waiting

  /// Calls the watcher each time when the queue may have something, on a thread of the scheduler.
  Queues.Watch watch(String name, Runnable watcher) {
    return locked(() -> {
      var queue = queue(name);
      Runnable soon = () -> scheduler.soon(watcher);
      queue.watch(soon);
      stir(queue);
      return () ->
          locked(() -> {
            queue.unwatch(soon);
            return true;
          });
    });
  }

  /// Waits until the queue may have something, or until that instant.
  void await(String name, Instant until) {
    var found = new CompletableFuture<Boolean>();
    Runnable watcher = () -> found.complete(true);
    var queue =
        locked(() -> {
          var known = queue(name);
          known.watch(watcher);
          stir(known);
          return known;
        });
    var timeout = scheduler.at(until, () -> found.complete(false));
    try {
      found.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("waiting never fails", e);
    } finally {
      timeout.cancel();
      locked(() -> {
        queue.unwatch(watcher);
        return true;
      });
    }
  }
}

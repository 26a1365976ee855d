package dev.slipway.local.lambda;

import dev.slipway.local.store.Store;
import dev.slipway.local.tables.Streams;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// An event source mapping from a table's stream: calls the function with what changed, in order,
/// one batch after the other. A batch that fails holds up those behind it until it succeeds or is
/// given up.
///
/// Where it stands in the stream is on disk, and moves on only behind what the function handled or
/// what was given up: after a kill the function may see a batch again, but it misses none.
///
/// Reference: "Using Lambda with Amazon DynamoDB" in AWS's Lambda developer guide.
public final class StreamSource implements EventSource {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int READ_AT_ONCE = 1_000;

  /// So much goes into one call, its frame included.
  private static final int LARGEST_EVENT = 6 * 1024 * 1024 - 1024;

  /// Where a mapping begins that is new.
  public enum Start {
    LATEST,
    TRIM_HORIZON
  }

  /// What becomes of a batch that fails.
  ///
  /// @param bisects whether each half of it is tried by itself
  /// @param retries how often it is tried again; without end when absent
  /// @param maximumAge how old a record may become; as old as the stream keeps it when absent
  /// @param onFailure where it is told what was given up, an ARN
  public record Failing(
      boolean bisects,
      Optional<Integer> retries,
      Optional<Duration> maximumAge,
      Optional<String> onFailure) {}

  /// What is given to whom.
  ///
  /// @param partial whether the function reports where in a batch it failed
  /// @param window how long to wait for a batch to fill
  /// @param filters what else is passed by
  public record Mapping(
      String id,
      String streamArn,
      String function,
      Start start,
      int batchSize,
      boolean partial,
      Duration window,
      Failing failing,
      Filters filters) {
    Mapping calling(String arn) {
      return new Mapping(id, streamArn, arn, start, batchSize, partial, window, failing, filters);
    }
  }

  /// What a mapping lives in.
  public record Surroundings(
      Store store,
      Scheduler scheduler,
      Chance chance,
      Streams streams,
      FunctionInvoker functions) {}

  /// Records that go into one call.
  private record Batch(List<StreamRecord> records, int tries) {
    StreamRecord last() {
      return records.getLast();
    }

    Batch part(int from, int to) {
      return new Batch(records.subList(from, to), tries);
    }
  }

  private final Mapping mapping;
  private final Scheduler scheduler;
  private final FunctionInvoker functions;
  private final StreamReader reader;
  private final GivenUp givenUp;

  /// What was read and is not done, in order.
  private final Deque<Batch> pending = new ArrayDeque<>();

  private Optional<Instant> windowEnd = Optional.empty();
  private boolean busy;
  private boolean closed;

  public StreamSource(Mapping mapping, Surroundings around) {
    this.mapping = mapping;
    this.scheduler = around.scheduler();
    this.functions = around.functions();
    this.reader = new StreamReader(mapping, around.store(), around.streams());
    this.givenUp = new GivenUp(mapping, around.scheduler(), around.chance());
    around
        .streams()
        .watch(arn -> {
          if (arn.equals(mapping.streamArn())) {
            take();
          }
        });
  }

  Mapping mapping() {
    return mapping;
  }

  @Override
  public void start(Destination destination) {
    givenUp.connect(destination);
    reader.open();
    take();
  }

  /// Takes the next batch soon, unless one is under way: so what changed together comes together.
  private synchronized void take() {
    if (!closed && !busy && reader.isOpen()) {
      busy = true;
      scheduler.soon(this::begin);
    }
  }

  private void begin() {
    synchronized (this) {
      var batch = closed ? Optional.<Batch>empty() : gather();
      if (batch.isEmpty()) {
        busy = false;
        return;
      }
      pending.add(batch.get());
    }
    attempt();
  }

  private Optional<Batch> gather() {
    var records = wanted();
    var now = scheduler.instant();
    if (records.isEmpty()) {
      windowEnd = Optional.empty();
      return Optional.empty();
    }
    if (records.size() < mapping.batchSize() && windowEnd.isEmpty() && !mapping.window().isZero()) {
      var end = now.plus(mapping.window());
      windowEnd = Optional.of(end);
      scheduler.at(end, this::take);
    }
    if (records.size() < mapping.batchSize() && windowEnd.filter(now::isBefore).isPresent()) {
      return Optional.empty();
    }
    windowEnd = Optional.empty();
    return Optional.of(new Batch(records, 0));
  }

  /// What comes next of what the function wants; passes by the rest before it.
  private List<StreamRecord> wanted() {
    if (mapping.filters().isEmpty()) {
      return reader.read(Math.min(mapping.batchSize(), READ_AT_ONCE), LARGEST_EVENT);
    }
    while (true) {
      var read = reader.read(READ_AT_ONCE, LARGEST_EVENT);
      var wanted =
          read.stream()
              .filter(record -> mapping.filters().wants(record.json()))
              .limit(mapping.batchSize())
              .toList();
      if (read.isEmpty() || !wanted.isEmpty()) {
        return wanted;
      }
      reader.passed(read.getLast());
    }
  }

  private void attempt() {
    Batch batch;
    synchronized (this) {
      if (closed) {
        return;
      }
      batch = pending.element();
    }
    var young = mapping.failing().maximumAge().map(age -> youngOf(batch, age)).orElse(batch);
    if (young.records().size() < batch.records().size()) {
      var old = batch.part(0, batch.records().size() - young.records().size());
      giveUp(old, young, "RecordAgeExceeded");
      return;
    }
    try {
      var event = Json.object().put("Records", StreamRecord.array(batch.records())).build();
      handled(batch, functions.invoke(mapping.function(), event.bytes()));
    } catch (FunctionInvoker.FunctionError | AwsError e) {
      System.getLogger("slipway.lambda")
          .log(System.Logger.Level.WARNING, mapping.streamArn() + ": " + e.getMessage());
      failed(batch);
    }
  }

  private Batch youngOf(Batch batch, Duration age) {
    var since = scheduler.instant().minus(age);
    var from = 0;
    while (from < batch.records().size() && batch.records().get(from).at().isBefore(since)) {
      from++;
    }
    return batch.part(from, batch.records().size());
  }

  private void handled(Batch batch, byte[] answer) {
    var report =
        mapping.partial() ? BatchReport.of(answer, batch.records()) : new BatchReport.Handled();
    switch (report) {
      case BatchReport.Handled _ -> goOn(batch, List.of(), Duration.ZERO);
      case BatchReport.Failed _ -> failed(batch);
      case BatchReport.FailedAt(var index) when index == 0 -> failed(batch);
      case BatchReport.FailedAt(var index) ->
          again(batch.part(0, index), batch.part(index, batch.records().size()));
    }
  }

  private void failed(Batch batch) {
    var size = batch.records().size();
    if (mapping.failing().bisects() && size > 1) {
      replace(List.of(batch.part(0, size / 2), batch.part(size / 2, size)), Duration.ZERO);
    } else {
      again(batch.part(0, 0), batch);
    }
  }

  /// Tries the rest of a batch again, when it may be.
  ///
  /// @param done what the function handled of it
  private void again(Batch done, Batch rest) {
    var tried = new Batch(rest.records(), rest.tries() + 1);
    if (mapping.failing().retries().filter(most -> tried.tries() > most).isPresent()) {
      giveUp(tried, tried.part(0, 0), "RetryAttemptsExhausted");
      return;
    }
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tried.tries() - 1, 10));
    goOn(done, List.of(tried), pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }

  private void giveUp(Batch batch, Batch rest, String condition) {
    try {
      givenUp.tell(batch.records(), batch.tries(), condition);
      goOn(batch, rest.records().isEmpty() ? List.of() : List.of(rest), Duration.ZERO);
    } catch (AwsError e) {
      System.getLogger("slipway.lambda")
          .log(System.Logger.Level.WARNING, mapping.streamArn() + ": " + e.getMessage());
      replace(List.of(batch), LONGEST_PAUSE);
    }
  }

  /// Leaves behind what is done, which is on disk when this returns.
  private void goOn(Batch done, List<Batch> rest, Duration pause) {
    if (!done.records().isEmpty()) {
      reader.passed(done.last());
    }
    replace(rest, pause);
  }

  /// Puts other batches in the place of the first.
  private void replace(List<Batch> batches, Duration pause) {
    synchronized (this) {
      pending.remove();
      batches.reversed().forEach(pending::push);
      if (closed) {
        return;
      }
      if (!pending.isEmpty()) {
        scheduler.at(scheduler.instant().plus(pause), this::attempt);
        return;
      }
      busy = false;
    }
    take();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}

package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.ControlPlane.FencedException;
import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.model.Json;
import dev.slipway.runner.Http.Put;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogUploaderTest {
  private final List<Duration> pauses = new ArrayList<>();
  private final Map<String, byte[]> stored = new ConcurrentHashMap<>();

  /// An uploader whose platform gives four addresses at a time.
  private LogUploader uploader(BiFunction<String, byte[], Put> store) {
    var self = new LogUploader[1];
    self[0] =
        new LogUploader(
            known -> self[0].add(known.known(), addresses(known.known())), store, patience());
    return self[0];
  }

  private Patience patience() {
    return new Patience(Duration.ofMinutes(15), pauses::add);
  }

  private static List<String> addresses(int from) {
    return IntStream.range(from, from + 4).mapToObj("chunk-%06d"::formatted).toList();
  }

  private Put store(String address, byte[] chunk) {
    stored.merge(
        address,
        chunk,
        (_, _) -> {
          throw new AssertionError(address + " was used twice");
        });
    return Put.STORED;
  }

  private static List<LogEvent> line(String text) {
    return List.of(new LogEvent.Line(Instant.EPOCH, 1, text));
  }

  /// What a reader finds in the chunks, in their order.
  private List<String> texts() {
    return new TreeMap<>(stored)
        .values().stream()
            .flatMap(chunk -> new String(chunk, StandardCharsets.UTF_8).lines())
            .map(json -> (LogEvent.Line) JobJson.readEvent((Json.Obj) Json.parse(json)))
            .map(LogEvent.Line::text)
            .toList();
  }

  @Test
  void sendsTheFirstLineAtOnce() throws InterruptedException {
    var first = new CountDownLatch(1);
    var uploader =
        uploader((address, chunk) -> {
          first.countDown();
          return store(address, chunk);
        });
    uploader.log(line("first"));
    first.await();
    uploader.log(line("second"));
    assertThat(uploader.finish()).isEqualTo(new LogUploader.Stored(2, 0));
    assertThat(texts()).containsExactly("first", "second");
  }

  @Test
  void storesNothingOfAnEmptyLog() {
    assertThat(uploader(this::store).finish()).isEqualTo(new LogUploader.Stored(0, 0));
  }

  @Test
  void losesNoLineOfAHundredMegabytes() {
    var count = new AtomicInteger();
    var bytes = new AtomicLong();
    var largest = new AtomicInteger();
    var uploader =
        uploader((_, chunk) -> {
          largest.accumulateAndGet(chunk.length, Math::max);
          bytes.addAndGet(chunk.length);
          var text = new String(chunk, StandardCharsets.US_ASCII);
          for (var at = text.indexOf("\"m\":\""); at >= 0; at = text.indexOf("\"m\":\"", at + 1)) {
            var number = Integer.parseInt(text, at + 5, at + 12, 10);
            assertThat(number).isEqualTo(count.getAndIncrement());
          }
          return Put.STORED;
        });
    var filler = "x".repeat(900);
    for (var i = 0; i < 1_000; i++) {
      var batch = new ArrayList<LogEvent>();
      for (var j = 0; j < 100; j++) {
        batch.add(new LogEvent.Line(Instant.EPOCH, 1, "%07d %s".formatted(i * 100 + j, filler)));
      }
      uploader.log(batch);
    }
    var end = uploader.finish();
    assertThat(count).hasValue(100_000);
    assertThat(bytes.get()).isGreaterThan(90_000_000);
    assertThat(largest.get()).isLessThanOrEqualTo(LogBuffer.CHUNK);
    assertThat(end.chunks()).isGreaterThanOrEqualTo((int) (bytes.get() / LogBuffer.CHUNK));
  }

  @Test
  void makesTheWriterWaitWhileNothingCanBeStored() throws InterruptedException {
    var open = new CountDownLatch(1);
    var uploader =
        uploader((address, chunk) -> {
          try {
            open.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return store(address, chunk);
        });
    var written = new AtomicInteger();
    var writer =
        Thread.ofPlatform()
            .start(() -> {
              for (var i = 0; i < 10_000; i++) {
                uploader.log(line(i + "x".repeat(1_000)));
                written.incrementAndGet();
              }
            });
    while (written.get() < 1_000 || writer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(written.get()).isBetween(1_000, 2_600);
    open.countDown();
    writer.join();
    uploader.finish();
    assertThat(texts()).hasSize(10_000);
  }

  @Test
  void keepsOneEventThatIsLargerThanAChunk() {
    var uploader = uploader(this::store);
    var large = "\u0001".repeat(100_000);
    uploader.log(line("before"));
    uploader.log(line(large));
    uploader.log(line("after"));
    uploader.finish();
    assertThat(texts()).containsExactly("before", large, "after");
  }

  @Test
  void triesAgainForMinutes() {
    var tries = new AtomicInteger();
    var uploader =
        uploader(
            (address, chunk) -> tries.incrementAndGet() < 30 ? Put.LATER : store(address, chunk));
    uploader.log(line("patient"));
    assertThat(uploader.finish()).isEqualTo(new LogUploader.Stored(1, 0));
    assertThat(texts()).containsExactly("patient");
    assertThat(pauses).hasSize(29).startsWith(Duration.ofMillis(200), Duration.ofMillis(400));
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isGreaterThan(Duration.ofMinutes(5));
    assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofSeconds(15)) <= 0);
  }

  @Test
  void asksForFreshAddressesWhenTheOldOnesHaveExpired() {
    var asked = new ArrayList<LogUploader.Addresses>();
    var self = new LogUploader[1];
    self[0] =
        new LogUploader(
            known -> {
              asked.add(known);
              self[0].add(known.known(), addresses(known.known()));
            },
            (address, chunk) -> address.startsWith("old") ? Put.REFUSED : store(address, chunk),
            patience());
    self[0].add(0, List.of("old-0", "old-1", "old-2"));
    self[0].log(line("late"));
    assertThat(self[0].finish()).isEqualTo(new LogUploader.Stored(1, 0));
    assertThat(asked).containsExactly(new LogUploader.Addresses(0, 0));
    assertThat(stored).containsOnlyKeys("chunk-000000");
  }

  @Test
  void takesTheSameAddressesTwiceWithoutUsingOneTwice() {
    var uploader = uploader(this::store);
    uploader.add(0, addresses(0));
    uploader.add(0, addresses(0));
    assertThat(uploader.known()).isEqualTo(new LogUploader.Addresses(0, 4));
    for (var i = 0; i < 40; i++) {
      uploader.log(line(i + "x".repeat(100_000)));
    }
    uploader.finish();
    assertThat(texts()).hasSize(40);
  }

  @Test
  void goesOnWithAHoleWhenAChunkCannotBeStored() {
    var uploader =
        uploader((address, chunk) ->
            address.equals("chunk-000001") || address.equals("chunk-000002")
                ? Put.LATER
                : store(address, chunk));
    for (var i = 0; i < 5; i++) {
      uploader.log(line(i + "x".repeat(LogBuffer.CHUNK / 2)));
    }
    assertThat(uploader.finish()).isEqualTo(new LogUploader.Stored(5, 2));
    assertThat(texts()).extracting(text -> text.substring(0, 1)).containsExactly("0", "3", "4");
    // One chunk was waited for, the next got one try.
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16));
  }

  @Test
  void waitsForNobodyWhenTheJobIsAnothersNow() {
    var uploader =
        new LogUploader(
            _ -> {
              throw new FencedException("gone");
            },
            this::store,
            patience());
    for (var i = 0; i < 100; i++) {
      uploader.log(line("x".repeat(100_000)));
    }
    assertThat(uploader.finish().chunks()).isZero();
  }

  @Test
  void triesAgainWhenThePlatformGivesNoAddress() {
    var tries = new AtomicInteger();
    var self = new LogUploader[1];
    self[0] =
        new LogUploader(
            known -> {
              if (tries.incrementAndGet() < 5) {
                throw new PlatformException("away");
              }
              self[0].add(known.known(), addresses(known.known()));
            },
            this::store,
            patience());
    self[0].log(line("patient"));
    assertThat(self[0].finish()).isEqualTo(new LogUploader.Stored(1, 0));
  }
}

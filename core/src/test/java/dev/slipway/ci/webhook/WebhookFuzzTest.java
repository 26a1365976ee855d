package dev.slipway.ci.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ten thousand bodies that GitHub never sent: each is read or refused by name, and none hangs.
@Timeout(120)
class WebhookFuzzTest {
  private static final int SEEDS = Integer.getInteger("slipway.seeds", 5_000);

  private static final List<Json> ODD =
      List.of(
          Json.Null.INSTANCE,
          Json.Bool.TRUE,
          Json.of(-1),
          Json.of(1e300),
          Json.of(0.5),
          Json.of(""),
          Json.of("../../etc/passwd"),
          Json.of("\ud800"),
          Json.of("$(id)\r\n"),
          Json.of("x".repeat(10_000)),
          Json.Arr.EMPTY,
          Json.Obj.EMPTY);

  @Test
  void bytesThatWereChanged() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var name = oneOf(SampleEvents.NAMES, random);
      var bytes = SampleEvents.bytes(name);
      for (var i = random.nextInt(1, 6); i > 0; i--) {
        bytes = changed(bytes, random);
      }
      handle(seed, event(name), bytes);
    }
  }

  @Test
  void membersThatWereChanged() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var name = oneOf(SampleEvents.NAMES, random);
      Json body = SampleEvents.read(name);
      for (var i = random.nextInt(1, 6); i > 0; i--) {
        body = changed(body, random);
      }
      handle(seed, event(name), body.bytes());
    }
  }

  @Test
  void bodiesThatAreTooDeep() {
    for (var depth : List.of(101, 10_000, 1_000_000)) {
      var deep = "{\"ref\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
      assertThatThrownBy(() -> Json.parse(deep)).isInstanceOf(MalformedJsonException.class);
    }
  }

  /// What the platform does with a body before it trusts any of it.
  private static void handle(int seed, String event, byte[] bytes) {
    try {
      var body = Json.parseObject(bytes);
      var message =
          new DeliveryMessage(
              "id",
              "github",
              "push",
              GitHubEvents.repository(body).map(Object::toString).orElse("-"),
              Instant.EPOCH,
              Optional.of(body),
              Optional.empty());
      var taken = DeliveryMessage.read(Json.parseObject(message.json().bytes()));
      read(event, taken.body().orElseThrow());
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).as("seed %d", seed).isNotBlank().doesNotContain("Exception");
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  /// `push` of `push-tag`.
  private static String event(String sample) {
    return sample.split("-", 2)[0];
  }

  private static void read(String name, Json.Obj body) {
    try {
      var event = GitHubEvents.read(name, body, _ -> Optional.of("a".repeat(40)));
      assertThat(event.sha()).matches("[0-9a-f]{40}");
      assertThat(event.ref()).startsWith("refs/").doesNotContain("..", "\n", " ");
      assertThat(SameEvent.event(event)).startsWith("event-");
      assertThat(SameEvent.head(event)).startsWith("head-");
      assertThat(SameEvent.pushedAt(event)).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static byte[] changed(byte[] bytes, RandomGenerator random) {
    var at = random.nextInt(Math.max(1, bytes.length));
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    var next =
        switch (random.nextInt(4)) {
          case 0 ->
              text.substring(0, at)
                  + (char) random.nextInt(256)
                  + text.substring(Math.min(text.length(), at + 1));
          case 1 ->
              text.substring(0, at)
                  + text.substring(Math.min(text.length(), at + random.nextInt(40)));
          case 2 ->
              text.substring(0, at)
                  + oneOf(List.of("{", "}", "[", "\"", ",", ":", "null"), random)
                  + text.substring(at);
          default -> text.substring(0, at);
        };
    return next.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Json changed(Json json, RandomGenerator random) {
    return switch (json) {
      case Json.Obj(var members) when !members.isEmpty() && random.nextInt(8) > 0 -> {
        var next = new LinkedHashMap<>(members);
        var name = oneOf(List.copyOf(members.keySet()), random);
        if (random.nextInt(4) == 0) {
          next.remove(name);
        } else {
          next.computeIfPresent(name, (_, value) -> changed(value, random));
        }
        yield new Json.Obj(next);
      }
      case Json.Arr(var items) when !items.isEmpty() -> {
        var next = new ArrayList<>(items);
        next.set(random.nextInt(items.size()), oneOf(ODD, random));
        yield Json.array(next);
      }
      case Json.Obj _, Json.Arr _, Json.Str _, Json.Num _, Json.Bool _, Json.Null _ ->
          oneOf(ODD, random);
    };
  }

  private static <T> T oneOf(List<T> choices, RandomGenerator random) {
    return choices.get(random.nextInt(choices.size()));
  }
}

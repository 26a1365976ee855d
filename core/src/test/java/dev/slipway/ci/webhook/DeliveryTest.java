package dev.slipway.ci.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ci.webhook.DeliveryStore.Position;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Deliveries on the queue and in lists.
class DeliveryTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123Z");

  @Test
  void aMessageIsReadAsItWasWritten() {
    var body = Optional.of(Json.object().put("ref", "refs/heads/main").build());
    for (var message :
        List.of(
            new DeliveryMessage("1", "github", "push", "o/r", NOON, body, Optional.empty()),
            new DeliveryMessage(
                "2", "sweep", "push", "o/r", NOON, Optional.empty(), Optional.of("bodies/2")))) {
      assertThat(DeliveryMessage.read(Json.parseObject(message.json().bytes()))).isEqualTo(message);
    }
  }

  @Test
  void aMessageThatIsNoneIsRefusedByName() {
    var message =
        new DeliveryMessage("1", "github", "push", "o/r", NOON, Optional.empty(), Optional.empty())
            .json();
    assertThatThrownBy(() -> DeliveryMessage.read(message.with("receivedAt", Json.of("noon"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"receivedAt\" is missing or not a time");
    assertThatThrownBy(() -> DeliveryMessage.read(Json.Obj.EMPTY))
        .hasMessage("\"deliveryId\" is missing or not a string");
  }

  @Test
  void aPositionIsReadAsItWasWritten() {
    var position = new Position(NOON, "72d3162e-cc78 x");
    assertThat(Position.parse(position.toString())).isEqualTo(position);
    for (var text : List.of("", " ", "x", "noon 1", "2026-11-24T12:00:00Z")) {
      assertThatThrownBy(() -> Position.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}

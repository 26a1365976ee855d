package dev.slipway.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SystemScheduler;
import dev.slipway.local.wire.AwsClient;
import dev.slipway.model.Json;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;

/// The cloud of which the contract is asked: the embedded one, unless a property names another.
final class AnyCloud {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final AwsClient client;

  private AnyCloud(Path folder) {
    var elsewhere = new ArrayList<AutoCloseable>();
    var address = Elsewhere.address(elsewhere).orElseGet(() -> embedded(folder));
    elsewhere.forEach(open::push);
    this.client = opened(new AwsClient(address));
  }

  static AnyCloud open(Path folder) {
    return new AnyCloud(folder);
  }

  private URI embedded(Path folder) {
    var scheduler = opened(new SystemScheduler());
    var cloud = opened(new EmbeddedCloud(folder, scheduler, Chance.ofTheMachine()));
    return cloud.port().client().address();
  }

  private <T extends AutoCloseable> T opened(T thing) {
    open.push(thing);
    return thing;
  }

  AwsClient client() {
    return client;
  }

  /// Calls what must succeed.
  ///
  /// @param target `AmazonSQS.SendMessage`
  /// @param body JSON with apostrophes in place of quotation marks
  Json.Obj call(String target, String body) {
    return call(target, (Json.Obj) Json.parse(body.replace('\'', '"')));
  }

  Json.Obj call(String target, Json.Obj body) {
    var answer = client.json(target, body);
    assertThat(answer.status()).as("%s: %s", target, answer.body().text()).isEqualTo(200);
    return answer.body();
  }

  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}

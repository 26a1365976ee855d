package dev.slipway.local;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.wire.LoopbackServer;
import java.io.IOException;
import java.util.Optional;

/// Stands in for what does not exist yet when a port is bound: services need to know the port, and
/// the port needs the services.
final class LateAnswering implements LoopbackServer.Answering {
  private volatile Optional<LoopbackServer.Answering> answering = Optional.empty();

  void set(LoopbackServer.Answering found) {
    answering = Optional.of(found);
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    answering.orElseThrow(() -> new IOException("not ready")).answer(exchange);
  }
}

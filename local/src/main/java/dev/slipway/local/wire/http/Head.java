package dev.slipway.local.wire.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;

/// What stands before a request's body.
///
/// @param keepsAlive whether the client wants to go on with the connection
/// @param continues whether it waits to be told to send the body
record Head(
    String method,
    URI target,
    String protocol,
    Headers headers,
    Framing framing,
    boolean keepsAlive,
    boolean continues) {
  /// How one finds the end of the body.
  sealed interface Framing {
    record Fixed(long length) implements Framing {}

    record Chunked() implements Framing {}
  }
}

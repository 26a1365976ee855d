package dev.slipway.local.wire.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request and its answer, in the JDK's form.
///
/// An answer is not begun before the request's body was read: a client that still sends would not
/// hear it. Of a body that nobody wanted only so much is read; then the connection ends with the
/// answer.
final class Exchange extends HttpExchange {
  private static final long MOST_DRAINED = 64L << 20;

  private final Head head;
  private final Socket socket;
  private final Outgoing outgoing;
  private final Dates dates;
  private final Body request;
  private final AnswerBody answer;
  private final Headers answerHeaders = new Headers();
  private final Map<String, Object> attributes = new HashMap<>();
  private InputStream in;
  private OutputStream out;
  private int status = -1;
  private boolean keepsAlive;

  Exchange(Head head, Socket socket, Incoming incoming, Outgoing outgoing, Dates dates) {
    this.head = head;
    this.socket = socket;
    this.outgoing = outgoing;
    this.dates = dates;
    this.request = Body.of(head.framing(), incoming, this::goOn);
    this.answer = new AnswerBody(outgoing);
    this.in = request;
    this.out = answer;
    this.keepsAlive = head.keepsAlive();
  }

  private void goOn() throws IOException {
    if (head.continues() && status < 0) {
      outgoing.put("HTTP/1.1 100 Continue\r\n\r\n");
      outgoing.flush();
    }
  }

  /// A body that is none ends the connection, whatever the room made of it.
  ///
  /// @throws RefusedException when nobody told the client yet
  void requireUnbroken() throws RefusedException {
    var broken = request.broken();
    if (broken.isPresent() && status < 0) {
      throw broken.get();
    }
  }

  /// Whether the connection is good for another request.
  boolean isReusable() {
    return keepsAlive && request.isOver() && answer.isWhole();
  }

  /// @param length as in the JDK: no body for less than zero, one of open length for zero
  @Override
  public void sendResponseHeaders(int code, long length) throws IOException {
    if (status >= 0) {
      throw new IOException("The headers were sent already");
    }
    leaveRequest();
    status = code;
    var form = form(length);
    var wantsClose = "close".equalsIgnoreCase(answerHeaders.getFirst("Connection"));
    keepsAlive &= !wantsClose && !(form instanceof AnswerBody.Form.UntilClosed);
    answer.become(form, Math.max(0, length), hasBody());
    outgoing.put("HTTP/1.1 ").put(Integer.toString(code)).put(" ").put(Reasons.of(code));
    outgoing.put("\r\nDate: ").put(dates.now()).put("\r\n");
    for (var field : answerHeaders.entrySet()) {
      if (!isOurs(field.getKey())) {
        for (var value : field.getValue()) {
          outgoing.put(field.getKey()).put(": ").put(value).put("\r\n");
        }
      }
    }
    describeBody(form, length);
    if (!keepsAlive) {
      outgoing.put("Connection: close\r\n");
    } else if (head.protocol().equals("HTTP/1.0")) {
      outgoing.put("Connection: keep-alive\r\n");
    }
    outgoing.put("\r\n");
  }

  private void leaveRequest() throws IOException {
    if (request.isOver()) {
      return;
    }
    if (head.continues() && request.isUntold()) {
      keepsAlive = false;
      return;
    }
    var buffer = new byte[16 * 1024];
    for (var drained = 0L; drained < MOST_DRAINED; ) {
      var count = request.read(buffer, 0, buffer.length);
      if (count < 0) {
        return;
      }
      drained += count;
    }
    keepsAlive = false;
  }

  private boolean isHead() {
    return head.method().equals("HEAD");
  }

  private boolean hasBody() {
    return !isHead() && !isBodiless();
  }

  private boolean isBodiless() {
    return status < 200 || status == 204 || status == 304;
  }

  private AnswerBody.Form form(long length) {
    if (length != 0 || !hasBody()) {
      return new AnswerBody.Form.Fixed();
    }
    return head.protocol().equals("HTTP/1.0")
        ? new AnswerBody.Form.UntilClosed()
        : new AnswerBody.Form.Chunked();
  }

  private boolean isOurs(String name) {
    return switch (name) {
      case "Date", "Connection", "Transfer-encoding" -> true;
      // What a GET would have is for the room to say.
      case "Content-length" -> !isHead();
      default -> false;
    };
  }

  private void describeBody(AnswerBody.Form form, long length) throws IOException {
    switch (form) {
      case AnswerBody.Form.Chunked _ -> outgoing.put("Transfer-Encoding: chunked\r\n");
      case AnswerBody.Form.Fixed _ when isBodiless() -> {}
      case AnswerBody.Form.Fixed _ when isHead() -> {
        if (length > 0 && !answerHeaders.containsKey("Content-length")) {
          contentLength(length);
        }
      }
      case AnswerBody.Form.Fixed _ -> contentLength(Math.max(0, length));
      case AnswerBody.Form.UntilClosed _, AnswerBody.Form.Unknown _ -> {}
    }
  }

  private void contentLength(long length) throws IOException {
    outgoing.put("Content-Length: ").put(Long.toString(length)).put("\r\n");
  }

  @Override
  public void close() {
    // The connection looks at what was left undone.
  }

  @Override
  public Headers getRequestHeaders() {
    return head.headers();
  }

  @Override
  public Headers getResponseHeaders() {
    return answerHeaders;
  }

  @Override
  public URI getRequestURI() {
    return head.target();
  }

  @Override
  public String getRequestMethod() {
    return head.method();
  }

  @Override
  public InputStream getRequestBody() {
    return in;
  }

  @Override
  public OutputStream getResponseBody() {
    return out;
  }

  @Override
  public int getResponseCode() {
    return status;
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return (InetSocketAddress) socket.getRemoteSocketAddress();
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public String getProtocol() {
    return head.protocol();
  }

  @Override
  public HttpContext getHttpContext() {
    throw new UnsupportedOperationException("There is one handler for all paths");
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    attributes.put(name, value);
  }

  @Override
  public void setStreams(@Nullable InputStream input, @Nullable OutputStream output) {
    in = input == null ? in : input;
    out = output == null ? out : output;
  }

  @Override
  public @Nullable HttpPrincipal getPrincipal() {
    return null;
  }
}

package dev.slipway.local.wire.http;

import com.sun.net.httpserver.Headers;
import dev.slipway.local.wire.http.Head.Framing;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Reads a request's head as RFC 9112 has it, and refuses what could mean two things.
final class HeadReader {
  private static final int MOST_FIELDS = 200;
  private static final int LONGEST_NUMBER = 18;
  private static final URI ROOT = URI.create("/");

  /// The characters of methods and of names.
  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (var c = '0'; c <= 'z'; c++) {
      TOKEN[c] = Character.isLetterOrDigit(c);
    }
    "!#$%&'*+-.^_`|~".chars().forEach(c -> TOKEN[c] = true);
  }

  private final byte[] bytes;
  private final int end;
  private int at;

  private HeadReader(Incoming.HeadBytes head) {
    this.bytes = head.bytes();
    this.at = head.from();
    this.end = head.to();
  }

  /// @throws RefusedException when it is no request that this server takes
  static Head read(Incoming.HeadBytes head) throws RefusedException {
    return new HeadReader(head).head();
  }

  private Head head() throws RefusedException {
    var method = token(' ', "method");
    var target = target(upTo(' ', "target"));
    var protocol = protocol(line("protocol"));
    var headers = new Headers();
    for (var count = 0; at < end; count++) {
      if (count == MOST_FIELDS) {
        throw new RefusedException(431, "The request has too many header fields");
      }
      field(headers);
    }
    return new Head(
        method,
        target,
        protocol,
        headers,
        framing(headers, protocol),
        keepsAlive(headers, protocol),
        continues(headers));
  }

  private void field(Headers headers) throws RefusedException {
    var name = token(':', "header name");
    var value = line("header value").strip();
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F) {
        throw RefusedException.malformed("The header " + name + " has a control character");
      }
    }
    headers.add(name, value);
  }

  private String token(char until, String what) throws RefusedException {
    var from = at;
    while (at < end && bytes[at] > 0 && TOKEN[bytes[at]]) {
      at++;
    }
    if (at == from || at == end || bytes[at] != until) {
      throw RefusedException.malformed("The request has no proper " + what);
    }
    at++;
    return new String(bytes, from, at - 1 - from, StandardCharsets.ISO_8859_1);
  }

  private String upTo(char until, String what) throws RefusedException {
    var from = at;
    while (at < end && bytes[at] != until) {
      at++;
    }
    if (at == end) {
      throw RefusedException.malformed("The request has no proper " + what);
    }
    at++;
    return new String(bytes, from, at - 1 - from, StandardCharsets.ISO_8859_1);
  }

  private String line(String what) throws RefusedException {
    var line = upTo('\r', what);
    if (bytes[at] != '\n') {
      throw RefusedException.malformed("Lines end in CR and LF");
    }
    at++;
    return line;
  }

  private static URI target(String text) throws RefusedException {
    if (text.equals("/")) {
      return ROOT;
    }
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      throw RefusedException.malformed("The target of the request is no address");
    }
  }

  private static String protocol(String text) throws RefusedException {
    return switch (text) {
      case "HTTP/1.1", "HTTP/1.0" -> text;
      default ->
          throw text.matches("HTTP/\\d\\.\\d")
              ? new RefusedException(505, "This server speaks HTTP/1.1")
              : RefusedException.malformed("The request names no protocol");
    };
  }

  private static Framing framing(Headers headers, String protocol) throws RefusedException {
    requireOne(headers, "Host");
    var lengths = requireOne(headers, "Content-Length");
    var encodings = requireOne(headers, "Transfer-Encoding");
    if (encodings.isEmpty()) {
      return new Framing.Fixed(lengths.isEmpty() ? 0 : length(lengths.getFirst()));
    }
    if (!lengths.isEmpty() || protocol.equals("HTTP/1.0")) {
      throw RefusedException.malformed("The body's length is told in two ways");
    }
    if (!encodings.getFirst().equalsIgnoreCase("chunked")) {
      throw new RefusedException(501, "The only transfer encoding here is chunked");
    }
    return new Framing.Chunked();
  }

  private static List<String> requireOne(Headers headers, String name) throws RefusedException {
    var values = headers.get(name);
    if (values == null) {
      return List.of();
    }
    if (values.size() > 1) {
      throw RefusedException.malformed("The request has more than one " + name);
    }
    return values;
  }

  private static long length(String text) throws RefusedException {
    if (text.isEmpty()
        || text.length() > LONGEST_NUMBER
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw RefusedException.malformed("Content-Length is not a number of bytes");
    }
    return Long.parseLong(text);
  }

  private static boolean keepsAlive(Headers headers, String protocol) {
    var connection = headers.getFirst("Connection");
    if (connection == null) {
      return protocol.equals("HTTP/1.1");
    }
    var wanted = List.of(connection.toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1));
    return protocol.equals("HTTP/1.1") ? !wanted.contains("close") : wanted.contains("keep-alive");
  }

  private static boolean continues(Headers headers) throws RefusedException {
    var expected = headers.getFirst("Expect");
    if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
      throw new RefusedException(417, "The only expectation here is 100-continue");
    }
    return expected != null;
  }
}

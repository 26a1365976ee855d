package dev.slipway.local.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HttpListenerTest {
  private static final String HOST = "Host: localhost\r\n";
  private static final String LAST = HOST + "Connection: close\r\n";

  private EchoServer server;

  @BeforeEach
  void open() throws IOException {
    server = new EchoServer();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String ask(String request) {
    try (var client = server.client()) {
      return client.send(request).rest();
    }
  }

  @Test
  void answersWithDateAndLength() {
    assertThat(ask("POST /a?b=c HTTP/1.1\r\n" + LAST + "Content-Length: 2\r\n\r\nhi"))
        .isEqualTo(
            """
            HTTP/1.1 200 OK\r
            Date: Wed, 04 Nov 2026 12:00:00 GMT\r
            X-room: echo\r
            Content-Length: 15\r
            Connection: close\r
            \r
            POST /a?b=c hi
            """);
  }

  @Test
  void keepsAConnectionAndAnswersWhatWasSentAheadInOrder() {
    var answer =
        ask(
            "GET /1 HTTP/1.1\r\n%s\r\nPOST /2 HTTP/1.1\r\n%sContent-Length: 3\r\n\r\nabcGET /3 HTTP/1.1\r\n%s\r\n"
                .formatted(HOST, HOST, LAST));
    assertThat(answer.split("HTTP/1.1 200 OK", -1)).hasSize(4);
    assertThat(answer).containsSubsequence("GET /1 \n", "POST /2 abc\n", "GET /3 \n");
  }

  @Test
  void readsARequestThatComesByteByByte() {
    try (var client = server.client()) {
      var request = "POST /a HTTP/1.1\r\n" + LAST + "Content-Length: 2\r\n\r\nhi";
      request.chars().forEach(c -> client.send(String.valueOf((char) c)));
      assertThat(client.rest()).endsWith("POST /a hi\n");
    }
  }

  @Test
  void readsChunksWithExtensionsAndTrailers() {
    var chunked = "POST /a HTTP/1.1\r\n" + HOST + "Transfer-Encoding: Chunked\r\n\r\n";
    var body = "3;name=value\r\nabc\r\n00A\r\n0123456789\r\n0\r\nX-Trailer: 1\r\n\r\n";
    assertThat(ask(chunked + body + "GET /next HTTP/1.1\r\n" + LAST + "\r\n"))
        .containsSubsequence("POST /a abc0123456789\n", "GET /next \n");
  }

  @Test
  void writesABodyOfOpenLengthInChunks() {
    assertThat(ask("GET /open HTTP/1.1\r\n" + LAST + "\r\n"))
        .contains("Transfer-Encoding: chunked\r\n")
        .endsWith("\r\n\r\nb\r\nGET /open \n\r\n0\r\n\r\n");
  }

  @Test
  void writesABodyOfOpenLengthToOldClientsUntilItCloses() {
    assertThat(ask("GET /open HTTP/1.0\r\n\r\n"))
        .contains("Connection: close\r\n")
        .doesNotContain("chunked")
        .endsWith("\r\n\r\nGET /open \n");
  }

  @Test
  void keepsTheConnectionOfAnOldClientThatAsksForIt() {
    var kept = "GET /1 HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n";
    assertThat(ask(kept + "GET /2 HTTP/1.0\r\n\r\n"))
        .containsSubsequence("Connection: keep-alive", "GET /1 \n", "GET /2 \n");
  }

  @Test
  void sendsNoBodyToHead() {
    var answer = ask("HEAD /a HTTP/1.1\r\n" + HOST + "\r\nGET /b HTTP/1.1\r\n" + LAST + "\r\n");
    assertThat(answer).contains("Content-Length: 9\r\n\r\nHTTP/1.1 200 OK").endsWith("GET /b \n");
  }

  @Test
  void tellsAClientThatWaitsToGoOn() {
    try (var client = server.client()) {
      client.send(
          "POST /a HTTP/1.1\r\n" + LAST + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(client.until("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(client.send("hi").rest()).endsWith("POST /a hi\n");
    }
  }

  @Test
  void doesNotAskForABodyThatNobodyWants() {
    assertThat(
            ask(
                "POST /unread HTTP/1.1\r\n%sExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
                    .formatted(HOST)))
        .startsWith("HTTP/1.1 200 OK")
        .contains("Connection: close");
  }

  @Test
  void passesOverABodyThatWasNotRead() {
    var unread = "POST /unread HTTP/1.1\r\n%sContent-Length: 100000\r\n\r\n".formatted(HOST);
    assertThat(ask(unread + "x".repeat(100_000) + "GET /next HTTP/1.1\r\n" + LAST + "\r\n"))
        .containsSubsequence("POST /unread unread\n", "GET /next \n");
  }

  /// Whatever two servers could understand in two ways: with it, one request smuggles another.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | Content-Length: 4~Transfer-Encoding: chunked
          400 | Content-Length: 4~Content-Length: 4
          400 | Content-Length: 4~content-length: 5
          400 | Content-Length: 4, 4
          400 | Content-Length: +4
          400 | Content-Length: -1
          400 | Content-Length: 0x4
          400 | Content-Length: 99999999999999999999
          400 | Content-Length:
          400 | Content-Length : 4
          400 | Transfer-Encoding: chunked~Transfer-Encoding: chunked
          501 | Transfer-Encoding: xchunked
          501 | Transfer-Encoding: chunked, identity
          501 | Transfer-Encoding: gzip, chunked
          400 | X-Folded: a~ b
          400 | : nameless
          400 | No-Colon
          400 | X y: z
          400 | X<NUL>: y
          400 | X: a<NUL>b
          400 | X: a<CR>Content-Length: 4
          400 | X: a<LF>Content-Length: 4
          400 | Host: other.example
          417 | Expect: miracles
          """)
  void refusesHeadersThatMeanTwoThings(int status, String fields) {
    var answer =
        ask(
            "POST /a HTTP/1.1\r\n%s%s\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n%s\r\n"
                .formatted(HOST, characters(fields), HOST));
    assertThat(answer).startsWith("HTTP/1.1 " + status).contains("Connection: close");
    assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | GET
          400 | GET /
          400 | GET / HTTP/1.1 more
          400 | GET / HTPP/1.1
          400 | G@T / HTTP/1.1
          400 | GET /%zz HTTP/1.1
          400 | GET /a b HTTP/1.1
          400 | GET  / HTTP/1.1
          505 | GET / HTTP/2.0
          505 | PRI * HTTP/2.0
          400 | <SYN><SOH>
          """)
  void refusesLinesThatAreNoRequest(int status, String line) {
    assertThat(ask(characters(line) + "\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 " + status);
  }

  /// What a table cannot hold.
  private static String characters(String text) {
    return text.replace("~", "\r\n")
        .replace("<CR>", "\r")
        .replace("<LF>", "\n")
        .replace("<NUL>", "\0")
        .replace("<SYN>", "\u0016")
        .replace("<SOH>", "\u0001");
  }

  @ParameterizedTest
  @CsvSource({"zz", "-1", "''", "0x3", "FFFFFFFFFFFFFFFFFF", "3 3", "１"})
  void refusesChunksOfNoSize(String size) {
    assertThat(
            ask(
                "POST /a HTTP/1.1\r\n%sTransfer-Encoding: chunked\r\n\r\n%s\r\nabc\r\n0\r\n\r\n"
                    .formatted(HOST, size)))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void refusesAChunkThatIsLongerThanItSays() {
    assertThat(
            ask(
                "POST /a HTTP/1.1\r\n%sTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n"
                    .formatted(HOST)))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void refusesHeadsThatDoNotEnd() {
    assertThat(ask("GET /" + "a".repeat(70_000) + " HTTP/1.1\r\n" + HOST + "\r\n"))
        .startsWith("HTTP/1.1 431");
    assertThat(ask("GET / HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(1_000_000)))
        .startsWith("HTTP/1.1 431");
    assertThat(ask("GET / HTTP/1.1\r\n" + HOST + "X: a\r\n".repeat(201) + "\r\n"))
        .startsWith("HTTP/1.1 431");
  }

  @Test
  void takesHeadsAsLargeAsClientsSend() {
    var large = "X-Amz-Security-Token: " + "a".repeat(16_000) + "\r\n";
    assertThat(ask("GET /a HTTP/1.1\r\n" + LAST + large + "\r\n")).endsWith("GET /a \n");
  }

  @Test
  void endsTheConnectionOfAnAnswerThatIsNotWhole() {
    assertThat(
            ask("GET /broken HTTP/1.1\r\n" + HOST + "\r\nGET /next HTTP/1.1\r\n" + HOST + "\r\n"))
        .endsWith("GET /broken \n");
    assertThat(ask("GET /silent HTTP/1.1\r\n" + HOST + "\r\n")).isEmpty();
  }

  @Test
  void doesNotWaitForAClientThatDripsItsHead() {
    try (var client = server.client()) {
      client.send("GET / HTTP/1.1\r\nX: ");
      await(client, Duration.ofSeconds(31));
    }
  }

  @Test
  void doesNotWaitForABodyThatStops() throws InterruptedException {
    try (var client = server.client()) {
      client.send("POST /a HTTP/1.1\r\n" + HOST + "Content-Length: 9\r\n\r\nabc");
      await(client, Duration.ofSeconds(61));
      assertThat(server.failure()).isNotEmpty();
    }
  }

  @Test
  void doesNotWaitForeverForTheNextRequest() {
    try (var client = server.client()) {
      client.send("GET /1 HTTP/1.1\r\n" + HOST + "\r\n").until("GET /1 \n");
      await(client, Duration.ofSeconds(121));
    }
  }

  /// The thread of the connection may not have come to its read yet, so time passes until it has.
  private void await(RawClient client, Duration time) {
    var closed = Thread.ofVirtual().start(client::rest);
    while (closed.isAlive()) {
      server.pass(time);
      Thread.onSpinWait();
    }
  }

  @Test
  void outlivesClientsThatLeaveInTheMiddle() {
    var whole = "POST /a HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nabcde";
    for (var length = 0; length < whole.length(); length++) {
      try (var client = server.client()) {
        client.send(whole.substring(0, length));
      }
    }
    assertThat(ask("GET /still HTTP/1.1\r\n" + LAST + "\r\n")).endsWith("GET /still \n");
  }

  @Test
  void carriesABodyThatIsLargerThanAllBuffers() {
    var body = new byte[5_000_000];
    Arrays.fill(body, (byte) 'x');
    try (var client = server.client()) {
      var head = "POST /a HTTP/1.1\r\n" + LAST + "Content-Length: " + body.length + "\r\n\r\n";
      assertThat(client.send(head).send(body).rest())
          .endsWith("POST /a " + "x".repeat(body.length) + "\n");
    }
  }

  @Test
  void answersOrClosesWhateverComes() {
    var random = new Random(1);
    var pieces =
        new String[] {
          "GET ",
          "POST ",
          "/",
          "/a",
          " HTTP/1.1",
          " HTTP/1.0",
          "\r\n",
          "\n",
          "\r",
          HOST,
          ":",
          " ",
          "Content-Length: ",
          "3",
          "Transfer-Encoding: chunked",
          "Expect: 100-continue",
          "\0",
          "ÿ",
          "0\r\n\r\n",
          "abc",
          "Connection: close",
          ";",
          "%",
          "\r\n\r\n"
        };
    for (var i = 0; i < 2_000; i++) {
      var text = new StringBuilder(random.nextBoolean() ? "POST /a HTTP/1.1\r\n" + HOST : "");
      for (var count = random.nextInt(20); count > 0; count--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try (var client = server.client()) {
        client.send(text.toString()).leave();
        assertThat(client.rest()).matches("(?s)|HTTP/1\\.1 \\d{3} .*");
      }
    }
    assertThat(ask("GET /still HTTP/1.1\r\n" + LAST + "\r\n")).endsWith("GET /still \n");
  }
}

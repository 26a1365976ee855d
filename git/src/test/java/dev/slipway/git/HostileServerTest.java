package dev.slipway.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers that lead astray, send without end, or take their time.
@Timeout(60)
class HostileServerTest {
  private static final String MAIN = "refs/heads/main";

  /// In these tests 127.0.0.2 is the inside, and 127.0.0.1 a public host.
  private static final Hosts OUTSIDE =
      (_, address) -> !address.getHostAddress().equals("127.0.0.2");

  private static final Meter.Limits SMALL =
      new Meter.Limits(1_000_000, 1_000_000, 100_000, Duration.ofMinutes(1));

  @TempDir Path folder;

  private Sample sample;
  private SmartServer server;
  private String sha = "";
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @BeforeEach
  void make() throws IOException {
    sample = new Sample(folder.resolve("hello.git"));
    sha = sample.add(MAIN, "w/a", "one");
    server = new SmartServer(sample);
  }

  @AfterEach
  void close() {
    server.close();
    sample.close();
  }

  private GitRepositories git() {
    return new GitRepositories(folder.resolve("cache"), OUTSIDE, SMALL, now::get);
  }

  private GitException failure(Runnable call) {
    return catchThrowableOfType(GitException.class, call::run);
  }

  @Test
  void connectsToNoAddressInside() {
    var inside = GitUrl.of(server.url("127.0.0.2"), GitUrl.Reach.ANYWHERE);
    for (var call :
        new Runnable[] {
          () -> git().listRefs(inside),
          () -> git().filesIn(inside, MAIN, sha, "w"),
          () -> git().checkout(inside, MAIN, sha, 1, folder.resolve("tree"))
        }) {
      var e = failure(call);
      assertThat(e).hasMessageContaining("leads into the platform's own network");
      assertThat(e.retryable()).isFalse();
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void followsNoRedirectToTheInside() {
    for (var status : new int[] {301, 302, 303, 307, 308}) {
      server.react((exchange, _) -> redirect(exchange, status, server.url("127.0.0.2")));
      var before = server.requests().size();
      var e = failure(() -> git().listRefs(server.url()));
      assertThat(e).hasMessageContaining("127.0.0.1");
      assertThat(server.requests()).hasSize(before + 1);
    }
  }

  @Test
  void followsRedirectsToOthersWithoutTheCredentials() throws IOException {
    try (var other = new SmartServer(sample)) {
      server.react((exchange, _) -> redirect(exchange, 302, other.url("localhost")));
      var url = GitUrl.of(server.url("user:s3cr3t@127.0.0.1"), GitUrl.Reach.ANYWHERE);
      assertThat(git().listRefs(url)).containsEntry(MAIN, sha);
      assertThat(other.requests()).isNotEmpty();
      assertThat(other.authorizations()).isEmpty();
    }
  }

  @Test
  void followsNoRedirectToAnotherTransport() {
    for (var to :
        new String[] {"file:///etc/passwd", "ssh://git@127.0.0.1/x", "ext::sh -c true", "/../x"}) {
      server.react((exchange, _) -> {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(302, -1);
        return true;
      });
      assertThat(failure(() -> git().listRefs(server.url()))).as(to).isNotNull();
    }
  }

  @Test
  void endsWhatIsRedirectedInCircles() {
    server.react((exchange, _) -> redirect(exchange, 302, server.url("127.0.0.1")));
    assertThat(failure(() -> git().listRefs(server.url()))).isNotNull();
    assertThat(server.requests()).hasSizeLessThan(20);
  }

  /// Sends a client to the same resource elsewhere.
  private static boolean redirect(HttpExchange exchange, int status, String to) throws IOException {
    var uri = exchange.getRequestURI().toString();
    exchange
        .getResponseHeaders()
        .add("Location", to + uri.substring(uri.indexOf("hello.git") + "hello.git".length()));
    exchange.sendResponseHeaders(status, -1);
    return true;
  }

  @Test
  void takesNoListOfRefsWithoutEnd() {
    server.react((exchange, _) -> {
      exchange
          .getResponseHeaders()
          .add("Content-Type", "application/x-git-upload-pack-advertisement");
      exchange.sendResponseHeaders(200, 0);
      var body = exchange.getResponseBody();
      body.write("001e# service=git-upload-pack\n0000".getBytes(StandardCharsets.UTF_8));
      for (var i = 0; ; i++) {
        var line = "%s refs/heads/b%09d\n".formatted("1".repeat(40), i);
        body.write("%04x%s".formatted(line.length() + 4, line).getBytes(StandardCharsets.UTF_8));
      }
    });
    assertThat(failure(() -> git().listRefs(server.url())))
        .hasMessageContaining("the server sends more than 1000000 bytes");
  }

  /// Answers a fetch with a pack that says how many objects it has, and goes on with one object for
  /// ever.
  private void sendPack(int objects, byte[] object) {
    server.react((exchange, request) -> {
      if (!request.contains("command=fetch")) {
        return false;
      }
      exchange.getResponseHeaders().add("Content-Type", "application/x-git-upload-pack-result");
      exchange.sendResponseHeaders(200, 0);
      var body = exchange.getResponseBody();
      body.write("000dpackfile\n".getBytes(StandardCharsets.UTF_8));
      var header =
          ByteBuffer.allocate(13).put((byte) 1).put("PACK".getBytes(StandardCharsets.UTF_8));
      send(body, header.putInt(2).putInt(objects).array());
      while (true) {
        send(body, object);
      }
    });
  }

  private static void send(OutputStream to, byte[] packet) throws IOException {
    to.write("%04x".formatted(packet.length + 4).getBytes(StandardCharsets.UTF_8));
    to.write(packet);
  }

  private static final byte[] EMPTY_BLOB = {1, 0x30, 0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1};

  @Test
  void takesNoPackWithoutEnd() {
    sendPack(1_000_000, EMPTY_BLOB);
    assertThat(failure(() -> git().filesIn(server.url(), MAIN, sha, "w")))
        .hasMessageContaining("the server sends more than 1000000 bytes");
  }

  /// Room for all of them would be made before the first one comes.
  @Test
  void takesNoPackThatClaimsTooManyObjects() {
    for (var objects : new int[] {1_000_001, Integer.MAX_VALUE, -1}) {
      sendPack(objects, EMPTY_BLOB);
      assertThat(failure(() -> git().filesIn(server.url(), MAIN, sha, "w")))
          .hasMessageContaining("objects; at most 1000000 are taken");
      var tree = folder.resolve("tree" + objects);
      assertThat(failure(() -> git().checkout(server.url(), MAIN, sha, 1, tree)))
          .hasMessageContaining("objects; at most 1000000 are taken");
    }
  }

  @Test
  void takesNoObjectThatIsTooLarge() throws IOException {
    var large = sample.add(MAIN, "w/large", "x".repeat(100_001));
    assertThat(failure(() -> git().filesIn(server.url(), MAIN, large, "w")))
        .hasMessageContaining("100,000");
  }

  @Test
  void doesNotWaitForEver() {
    var lines = new AtomicInteger();
    server.react((exchange, _) -> {
      exchange
          .getResponseHeaders()
          .add("Content-Type", "application/x-git-upload-pack-advertisement");
      exchange.sendResponseHeaders(200, 0);
      var body = exchange.getResponseBody();
      body.write("001e# service=git-upload-pack\n0000".getBytes(StandardCharsets.UTF_8));
      while (true) {
        // A line a second is answer enough for a timeout of each read.
        now.updateAndGet(time -> time.plusSeconds(1));
        lines.incrementAndGet();
        body.write(
            "003b%s refs/heads/b%02d\n"
                .formatted("1".repeat(40), lines.get() % 100)
                .getBytes(StandardCharsets.UTF_8));
        body.flush();
      }
    });
    assertThat(failure(() -> git().listRefs(server.url()))).isNotNull();
    assertThat(now.get()).isAfter(Instant.EPOCH.plus(SMALL.time()));
  }

  @Test
  void understandsNoRubbish() {
    for (var answer :
        new String[] {
          "", "<html>", "0000", "zzzz", "fff0x", "001e# service=git-upload-pack\n", "PACK"
        }) {
      server.react((exchange, _) -> {
        exchange
            .getResponseHeaders()
            .add("Content-Type", "application/x-git-upload-pack-advertisement");
        var bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        return true;
      });
      assertThat(failure(() -> git().filesIn(server.url(), MAIN, sha, "w"))).as(answer).isNotNull();
    }
  }

  @Test
  void tellsNoCredentialsWhateverHappens() {
    for (var status : new int[] {401, 403, 404, 500}) {
      server.react((exchange, _) -> {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(status, -1);
        return true;
      });
      for (var user : new String[] {"mona:s3cr3t@", "s3cr3t@"}) {
        var url = GitUrl.of(server.url(user + "127.0.0.1"), GitUrl.Reach.ANYWHERE);
        for (var call :
            new Runnable[] {
              () -> git().listRefs(url),
              () -> git().filesIn(url, MAIN, sha, "w"),
              () -> git().checkout(url, MAIN, sha, 1, folder.resolve("t" + status + user.length()))
            }) {
          var whole = new StringWriter();
          failure(call).printStackTrace(new PrintWriter(whole));
          assertThat(whole.toString()).doesNotContain("s3cr3t");
        }
      }
    }
  }

  /// The check that no change of a name's meaning gets around.
  @Test
  void aSocketLooksAtTheAddressItself() throws IOException {
    try (var inside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      inside.setSoTimeout(200);
      var sockets = new GuardedSockets(Addresses::isPublic);
      var to = new InetSocketAddress("localhost", inside.getLocalPort());
      try (var socket = sockets.createSocket()) {
        assertThatThrownBy(() -> socket.connect(to)).isInstanceOf(ForbiddenAddressException.class);
        assertThatThrownBy(() -> socket.connect(to, 100))
            .isInstanceOf(ForbiddenAddressException.class);
      }
      assertThatThrownBy(() -> sockets.createSocket("localhost", inside.getLocalPort()))
          .isInstanceOf(ForbiddenAddressException.class);
      assertThatThrownBy(inside::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  /// As the JDK's own client uses the factory.
  @Test
  void anHttpsConnectionIsCheckedWhenItsSocketConnects() throws IOException {
    var url = URI.create("https://localhost:1/x").toURL();
    var asked = new AtomicInteger();
    var addresses = InetAddress.getAllByName("localhost").length;
    // The name is fine when it is asked for, and inside when the socket connects.
    var connections =
        new GuardedConnections(
            _ -> asked.incrementAndGet() <= addresses,
            new Meter(SMALL, InstantSource.fixed(Instant.EPOCH)));
    var connection = connections.create(url);
    assertThatThrownBy(connection::getResponseCode).isInstanceOf(ForbiddenAddressException.class);
  }
}

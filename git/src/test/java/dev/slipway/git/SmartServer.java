package dev.slipway.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPack.RequestPolicy;

/// Serves a repository over Git's smart HTTP on this machine, or does what a test wants instead.
final class SmartServer implements AutoCloseable {
  private static final String SERVICE = "git-upload-pack";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path repository;
  private final RequestPolicy policy;
  private final List<String> requests = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private Optional<Reaction> reaction = Optional.empty();

  /// What a test does with a request.
  interface Reaction {
    /// @return whether it has answered
    boolean answers(HttpExchange exchange, String body) throws IOException;
  }

  SmartServer(Path repository, RequestPolicy policy) throws IOException {
    this.repository = repository;
    this.policy = policy;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 64);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  SmartServer(Sample sample) throws IOException {
    this(sample.folder(), RequestPolicy.ADVERTISED);
  }

  /// The repository's address.
  ///
  /// @param host any of 127.0.0.0/8
  String url(String host) {
    return "http://%s:%d/octo/hello.git".formatted(host, server.getAddress().getPort());
  }

  GitUrl url() {
    return GitUrl.of(url("127.0.0.1"), GitUrl.Reach.ANYWHERE);
  }

  synchronized void react(Reaction to) {
    reaction = Optional.of(to);
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  private synchronized Optional<Reaction> note(HttpExchange exchange) {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    authorizations.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
    return reaction;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var reacts = note(exchange);
      var body = body(exchange);
      if (reacts.isPresent()
          && reacts.get().answers(exchange, new String(body, StandardCharsets.UTF_8))) {
        return;
      }
      if (!exchange.getRequestURI().getPath().startsWith("/octo/hello.git/")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      try (var repo = new FileRepositoryBuilder().setGitDir(repository.toFile()).build();
          var pack = new UploadPack(repo)) {
        pack.setBiDirectionalPipe(false);
        pack.setRequestPolicy(policy);
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Git-Protocol"))
            .ifPresent(protocol -> pack.setExtraParameters(List.of(protocol)));
        if (exchange.getRequestMethod().equals("GET")) {
          advertise(exchange, pack);
        } else {
          upload(exchange, body, pack);
        }
      }
    }
  }

  private static void advertise(HttpExchange exchange, UploadPack pack) throws IOException {
    exchange
        .getResponseHeaders()
        .add("Content-Type", "application/x-%s-advertisement".formatted(SERVICE));
    exchange.sendResponseHeaders(200, 0);
    pack.sendAdvertisedRefs(
        new PacketLineOutRefAdvertiser(new PacketLineOut(exchange.getResponseBody())), SERVICE);
  }

  private static void upload(HttpExchange exchange, byte[] body, UploadPack pack)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/x-%s-result".formatted(SERVICE));
    exchange.sendResponseHeaders(200, 0);
    pack.upload(new ByteArrayInputStream(body), exchange.getResponseBody(), null);
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    try (var in =
        "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
            ? new GZIPInputStream(exchange.getRequestBody())
            : exchange.getRequestBody()) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

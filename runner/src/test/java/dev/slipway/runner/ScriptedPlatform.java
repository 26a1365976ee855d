package dev.slipway.runner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.ci.job.JobAssignment;
import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.job.LogEvent;
import dev.slipway.ci.job.Source;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The platform's side of the runner API on a port of this machine: one job, its log in memory, and
/// what a test has it answer instead.
final class ScriptedPlatform implements AutoCloseable {
  static final Duration HEARTBEAT = Duration.ofSeconds(10);
  static final String TOKEN = "slj_token";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LinkedBlockingQueue<String> beats = new LinkedBlockingQueue<>();
  private final Map<String, byte[]> chunks = new TreeMap<>();
  private final List<Json.Obj> completed = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final JobAssignment assignment;
  private Consumer<String> listener = _ -> {};
  private Duration waited = Duration.ZERO;
  private Consumer<Duration> whileWaiting = _ -> {};

  ScriptedPlatform(String steps) throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
    this.assignment =
        new JobAssignment(
            new RunId(7_000_000),
            JobKey.of("build"),
            1,
            "build",
            "ci.yml",
            "on: push\njobs:\n  build:\n    runs-on: a\n    steps:\n" + steps.indent(6),
            Json.object()
                .put("github", Json.object().put("repository", "octo/hello").build())
                .put("secrets", Json.object().put("TOKEN", "s3cr3t").build())
                .build(),
            new Source.Git("https://github.invalid/octo/hello", "refs/heads/main", "0".repeat(40)),
            addresses(0, 2),
            HEARTBEAT);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Map<String, String> environment(Map<String, String> more) {
    var env = new TreeMap<>(more);
    env.put("SLIPWAY_URL", url());
    env.put("SLIPWAY_RUN", "7000000");
    env.put("SLIPWAY_JOB", "build");
    env.put("SLIPWAY_ATTEMPT", "1");
    env.put("SLIPWAY_JOB_TOKEN", TOKEN);
    env.put("PATH", System.getenv("PATH"));
    return env;
  }

  /// Heartbeats wait until the test asks for one; every other pause is over at once.
  void pause(Duration time) throws InterruptedException {
    if (time.equals(HEARTBEAT)) {
      beats.take();
      return;
    }
    synchronized (this) {
      waited = waited.plus(time);
    }
    whileWaiting.accept(waited);
  }

  /// Has the agent's heart beat once.
  void beat() {
    beats.add("beat");
  }

  /// All pauses so far, heartbeats apart.
  synchronized Duration waited() {
    return waited;
  }

  synchronized void whileWaiting(Consumer<Duration> then) {
    whileWaiting = then;
  }

  /// Answers calls of a kind (`claim`, `heartbeat`, `complete`, `log`) with a status instead.
  ///
  /// @param times how often
  synchronized void refuse(String kind, int status, int times) {
    for (var i = 0; i < times; i++) {
      refusals.merge(kind + " " + status, 1, Integer::sum);
    }
  }

  /// Is told each line of the log as it is stored.
  synchronized void onLine(Consumer<String> told) {
    listener = told;
  }

  private Json.Obj heartbeat = Json.Obj.EMPTY;

  synchronized void signal(String signal) {
    heartbeat = Json.object().put("signal", signal).build();
  }

  private List<String> addresses(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(number -> "%s/log/%06d".formatted(url(), number))
        .toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var kind = path.startsWith("/log/") ? "log" : path.substring(path.lastIndexOf('/') + 1);
      var body = exchange.getRequestBody().readAllBytes();
      var refused = refusal(kind);
      if (refused.isPresent()) {
        answer(exchange, refused.get(), Json.object().put("detail", "scripted").build());
      } else if (kind.equals("log")) {
        store(path, body);
        exchange.sendResponseHeaders(200, -1);
      } else if (!("Bearer " + TOKEN)
          .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, Json.Obj.EMPTY);
      } else {
        answer(exchange, 200, answer(kind, Json.parseObject(body)));
      }
    }
  }

  private synchronized Optional<Integer> refusal(String kind) {
    calls.add(kind);
    for (var entry : refusals.entrySet()) {
      if (entry.getKey().startsWith(kind + " ") && entry.getValue() > 0) {
        entry.setValue(entry.getValue() - 1);
        return Optional.of(Integer.parseInt(entry.getKey().substring(kind.length() + 1)));
      }
    }
    return Optional.empty();
  }

  private void store(String path, byte[] body) {
    Consumer<String> told;
    synchronized (this) {
      chunks.put(path, body);
      told = listener;
    }
    texts(body).forEach(told);
  }

  private synchronized Json.Obj answer(String kind, Json.Obj body) {
    return switch (kind) {
      case "claim" -> JobJson.write(assignment);
      case "heartbeat" ->
          heartbeat.with(
              "logUploads", Json.strings(addresses((int) body.requireNumber("logChunks"), 2)));
      case "complete" -> {
        completed.add(body);
        yield Json.Obj.EMPTY;
      }
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static void answer(HttpExchange exchange, int status, Json.Obj json) throws IOException {
    var bytes = json.bytes();
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static List<String> texts(byte[] chunk) {
    return new String(chunk, StandardCharsets.UTF_8)
        .lines()
        .map(line -> JobJson.readEvent((Json.Obj) Json.parse(line)))
        .flatMap(event ->
            event instanceof LogEvent.Line(_, _, var text)
                ? Optional.of(text).stream()
                : Optional.<String>empty().stream())
        .toList();
  }

  /// The lines of the log, in the order of its chunks.
  synchronized List<String> log() {
    return chunks.values().stream().flatMap(chunk -> texts(chunk).stream()).toList();
  }

  synchronized int chunks() {
    return chunks.size();
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /// The outcome, once the agent has told it.
  synchronized Optional<JobOutcome> outcome() {
    return completed.stream().findFirst().map(body -> JobJson.readOutcome(body.object("outcome")));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

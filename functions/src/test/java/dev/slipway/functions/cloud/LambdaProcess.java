package dev.slipway.functions.cloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.model.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// One function in Lambda's real runtime, in a JVM of its own: the test plays Lambda's runtime API,
/// which hands out one event and takes the answer.
public final class LambdaProcess implements AutoCloseable {
  private static final Path RUNTIME = Path.of("target/lambda-runtime");
  private static final String API = "/2018-06-01/runtime";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean handedOut = new AtomicBoolean();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CompletableFuture<Json.Obj> answer = new CompletableFuture<>();
  private final Path folder;
  private final Process process;

  /// @param handler as the template names it: `package.Class::method`
  /// @param folder for the process's output
  public LambdaProcess(String handler, Map<String, String> environment, Json.Obj event, Path folder)
      throws IOException {
    this.folder = folder;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, event));
    server.start();
    this.process = start(handler, environment);
  }

  private Process start(String handler, Map<String, String> environment) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load:file=" + classes() + ":none",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            handler);
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + server.getAddress().getPort(),
                "AWS_EXECUTION_ENV", "AWS_Lambda_java25",
                "AWS_LAMBDA_FUNCTION_NAME", "function",
                "AWS_LAMBDA_FUNCTION_VERSION", "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
                "AWS_LAMBDA_LOG_GROUP_NAME", "group",
                "AWS_LAMBDA_LOG_STREAM_NAME", "stream",
                "LAMBDA_TASK_ROOT", folder.toString()));
    return builder.start();
  }

  private Path classes() {
    return folder.resolve("classes");
  }

  /// How many classes the process has loaded by now.
  public long loadedClasses() {
    try (var lines = Files.lines(classes())) {
      return lines.filter(line -> line.contains(" source: ")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() throws IOException {
    var tests =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var parts = new ArrayList<String>();
    for (var part : tests.split(File.pathSeparator, -1)) {
      if (!part.endsWith("test-classes")) {
        parts.add(part);
      }
    }
    try (var jars = Files.list(RUNTIME)) {
      jars.map(jar -> jar.toAbsolutePath().toString()).sorted().forEach(parts::add);
    }
    return String.join(File.pathSeparator, parts);
  }

  private void serve(HttpExchange exchange, Json.Obj event) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var path = exchange.getRequestURI().getPath();
      if (path.equals(API + "/invocation/next")) {
        next(exchange, event);
        return;
      }
      exchange.sendResponseHeaders(202, -1);
      if (path.equals(API + "/invocation/1/response")) {
        answer.complete(body.length == 0 ? Json.Obj.EMPTY : Json.parseObject(body));
      } else {
        answer.completeExceptionally(
            new AssertionError(path + ": " + new String(body, StandardCharsets.UTF_8)));
      }
    }
  }

  private void next(HttpExchange exchange, Json.Obj event) throws IOException {
    if (handedOut.getAndSet(true)) {
      // Lambda freezes the process here until there is something to do.
      try {
        closing.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return;
    }
    var headers = exchange.getResponseHeaders();
    headers.add("Content-Type", "application/json");
    headers.add("Lambda-Runtime-Aws-Request-Id", "1");
    headers.add("Lambda-Runtime-Deadline-Ms", "4102444800000");
    headers.add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:0:function:f");
    var bytes = event.bytes();
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /// What the function answered.
  ///
  /// @throws AssertionError when it failed, with its output
  public Json.Obj answer() throws IOException, InterruptedException {
    try {
      var ended = process.onExit().thenApply(_ -> Json.Obj.EMPTY);
      CompletableFuture.anyOf(answer, ended).get(60, TimeUnit.SECONDS);
      if (answer.isDone()) {
        return answer.get();
      }
      throw new AssertionError("the process ended: " + output());
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(output(), e);
    }
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}

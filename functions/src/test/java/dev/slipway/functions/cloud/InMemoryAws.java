package dev.slipway.functions.cloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/// The endpoint: tells services apart as AWS's clients name them.
public final class InMemoryAws implements AutoCloseable {
  /// The GitHub webhook's secret.
  public static final String WEBHOOK_SECRET = "It's a Secret to Everybody";

  public static final String API_TOKEN = "slt_0123456789abcdef";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final InMemoryTables tables = new InMemoryTables();
  private final InMemoryQueues queues = new InMemoryQueues();
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final AtomicReference<Runnable> firstTableCall = new AtomicReference<>(() -> {});
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<String, String> machines = new ConcurrentHashMap<>();
  private volatile String executions = "RUNNING";

  /// A call of a service without state of its own here.
  public record Call(String operation, Json.Obj request) {}

  public InMemoryAws() {
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The environment of a function in this cloud, as the template names it.
  public Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("AWS_ENDPOINT_URL", url()),
        Map.entry("AWS_REGION", "eu-central-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        Map.entry("DELIVERIES_TABLE", "deliveries"),
        Map.entry("RUNS_TABLE", "runs"),
        Map.entry("REPOSITORIES_TABLE", "repositories"),
        Map.entry("DELIVERY_QUEUE_URL", url() + "/000000000000/deliveries.fifo"),
        Map.entry("DEAD_LETTER_QUEUE_URL", url() + "/000000000000/dead.fifo"),
        Map.entry("DATA_BUCKET", "data"),
        Map.entry("WEBHOOK_SECRET_ARN", "webhook"),
        Map.entry("API_TOKEN_SECRET_ARN", "token"),
        Map.entry("JOB_TOKEN_SECRET_ARN", "jobs"),
        Map.entry("PIPELINE_ROLE_ARN", "arn:aws:iam::000000000000:role/pipeline"),
        Map.entry("START_JOB_FUNCTION_ARN", "arn:aws:lambda:eu-central-1:0:function:StartJob:live"),
        Map.entry(
            "FINISH_RUN_FUNCTION_ARN", "arn:aws:lambda:eu-central-1:0:function:FinishRun:live"),
        Map.entry("BUILD_PROJECT", "jobs"),
        Map.entry("EVENT_BUS", "slipway"),
        Map.entry("PUBLIC_URL", "http://127.0.0.1:8080"),
        Map.entry("ACCESS_MODE", "loopback"));
  }

  public InMemoryTables tables() {
    return tables;
  }

  public InMemoryQueues queues() {
    return queues;
  }

  /// Does something once, while the next table call waits for its answer.
  public void onNextTableCall(Runnable action) {
    firstTableCall.set(action);
  }

  /// Objects by key.
  public Map<String, byte[]> objects() {
    return objects;
  }

  /// From now on nothing lets an execution go on.
  public void breakOffExecutions() {
    executions = "ABORTED";
  }

  /// The requests of one operation, in order: `StartBuild`, `SendTaskSuccess`.
  public List<Json.Obj> calls(String operation) {
    return calls.stream()
        .filter(call -> call.operation().equals(operation))
        .map(Call::request)
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
        answer(exchange, 403, "no signature".getBytes(StandardCharsets.UTF_8));
      } else if (target == null) {
        object(exchange, body);
      } else {
        json(exchange, target, Json.parseObject(body));
      }
    }
  }

  private void json(HttpExchange exchange, String target, Json.Obj request) throws IOException {
    try {
      var dot = target.indexOf('.');
      answer(
          exchange,
          200,
          call(target.substring(0, dot), target.substring(dot + 1), request).bytes());
    } catch (Refusal e) {
      var error =
          Json.object()
              .put("__type", "com.amazonaws#" + e.code())
              .put("message", String.valueOf(e.getMessage()))
              .build();
      answer(exchange, e.status(), error.bytes());
    }
  }

  private Json.Obj call(String service, String operation, Json.Obj request) {
    return switch (service) {
      case "DynamoDB_20120810" -> {
        firstTableCall.getAndSet(() -> {}).run();
        yield tables.call(operation, request);
      }
      case "AmazonSQS" -> queues.call(operation, request);
      case "secretsmanager" -> secret(request);
      default -> {
        calls.add(new Call(operation, request));
        yield other(operation, request);
      }
    };
  }

  private static Json.Obj secret(Json.Obj request) {
    if (request.string("VersionStage").filter("AWSPREVIOUS"::equals).isPresent()) {
      throw new Refusal(400, "ResourceNotFoundException", "no such stage");
    }
    var value =
        switch (request.requireString("SecretId")) {
          case "webhook" -> WEBHOOK_SECRET;
          case "token" -> API_TOKEN;
          case "jobs" -> "job-token-key";
          default -> throw new Refusal(400, "ResourceNotFoundException", "no such secret");
        };
    return Json.object().put("SecretString", value).build();
  }

  private Json.Obj other(String operation, Json.Obj request) {
    return switch (operation) {
      case "CreateStateMachine" -> {
        var name = request.requireString("name");
        var arn = "arn:aws:states:eu-central-1:000000000000:stateMachine:" + name;
        var known = machines.putIfAbsent(arn, request.requireString("definition"));
        if (known != null && !known.equals(request.requireString("definition"))) {
          throw new Refusal(
              400, "StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
        }
        yield Json.object()
            .put("stateMachineArn", arn)
            .put("stateMachineVersionArn", arn + ":1")
            .build();
      }
      case "UpdateStateMachine" ->
          Json.object()
              .put("stateMachineVersionArn", request.requireString("stateMachineArn") + ":2")
              .build();
      case "StartBuild" ->
          Json.object()
              .put(
                  "build",
                  Json.object()
                      .put("id", "jobs:" + request.requireString("idempotencyToken"))
                      .build())
              .build();
      case "DescribeExecution" -> {
        var execution = request.requireString("executionArn");
        if (calls("StartExecution").stream()
            .noneMatch(start -> execution.endsWith(":" + start.requireString("name")))) {
          throw new Refusal(
              400, "ExecutionDoesNotExist", "Execution Does Not Exist: '" + execution + "'");
        }
        yield Json.object().put("status", executions).build();
      }
      case "StartExecution", "SendTaskSuccess", "StopBuild", "PutEvents" -> Json.Obj.EMPTY;
      default -> throw Refusal.unknown(operation);
    };
  }

  private void object(HttpExchange exchange, byte[] body) throws IOException {
    var key = exchange.getRequestURI().getPath().substring("/data/".length());
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        objects.put(key, body);
        answer(exchange, 200, new byte[0]);
      }
      case "GET" -> {
        var content = objects.get(key);
        if (content == null) {
          answer(
              exchange,
              404,
              "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8));
        } else {
          answer(exchange, 200, range(exchange, content));
        }
      }
      default -> throw new IOException("this fake does not know " + exchange.getRequestMethod());
    }
  }

  private static byte[] range(HttpExchange exchange, byte[] content) {
    var range = exchange.getRequestHeaders().getFirst("Range");
    return range == null
        ? content
        : Arrays.copyOf(
            content,
            Math.min(
                content.length, Integer.parseInt(range.substring(range.indexOf('-') + 1)) + 1));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}

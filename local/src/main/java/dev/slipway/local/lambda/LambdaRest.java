package dev.slipway.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.AwsServer;
import dev.slipway.local.wire.Form;
import dev.slipway.local.wire.Input;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.local.wire.RestService;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Lambda's HTTP API: calls functions and shows them. Functions themselves come from templates.
public final class LambdaRest implements LoopbackServer.Answering {
  private static final int MAX_PAYLOAD = 6 * 1024 * 1024;
  private static final int MAX_EVENT = 1024 * 1024;
  private static final int MAX_DOCUMENT = 1024 * 1024;
  private static final byte[] NO_PAYLOAD = {'{', '}'};

  private final LambdaFunctions functions;
  private final FunctionDocuments documents;

  public LambdaRest(LambdaFunctions functions, String account) {
    this.functions = functions;
    this.documents = new FunctionDocuments(functions, account);
  }

  public RestService service() {
    return new RestService(
        "lambda",
        List.of(
            "/2014-11-13/",
            "/2015-03-31/",
            "/2016-08-19/",
            "/2017-03-31/",
            "/2017-10-31/",
            "/2019-09-25/",
            "/2019-09-30/"),
        this);
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    try {
      var path = exchange.getRequestURI().getRawPath().substring(1).split("/", -1);
      var parts = java.util.Arrays.stream(path).map(LambdaRest::decoded).toList();
      if (parts.size() == 4 && parts.get(3).equals("invocations")) {
        requireMethod(exchange, "POST");
        invoke(exchange, parts.get(2));
        return;
      }
      var method = exchange.getRequestMethod();
      var body =
          LoopbackServer.body(exchange, MAX_DOCUMENT).orElseThrow(() -> tooLarge(MAX_DOCUMENT));
      var answer = answer(method, parts, body, query(exchange));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      LoopbackServer.send(
          exchange, answer.isPresent() ? 200 : 204, answer.map(Json::bytes).orElse(new byte[0]));
    } catch (AwsError e) {
      AwsServer.fail(exchange, "application/json", e);
    }
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return part;
    }
  }

  private static Form query(HttpExchange exchange) {
    var query = exchange.getRequestURI().getRawQuery();
    return Form.of(query == null ? "" : query);
  }

  private static Optional<String> parameter(Form query, String name) {
    return Optional.ofNullable(query.parameters().get(name));
  }

  private Optional<Json.Obj> answer(String method, List<String> parts, byte[] body, Form query) {
    var what = parts.size() > 1 ? parts.get(1) : "";
    if (what.equals("event-source-mappings") && method.equals("GET")) {
      return Optional.of(mappings(parts.size() > 2 ? parts.get(2) : "", query));
    }
    if (what.equals("account-settings") && method.equals("GET")) {
      return Optional.of(settings());
    }
    if (!what.equals("functions")) {
      throw unknown(method, parts);
    }
    if (parts.size() < 3 || parts.get(2).isEmpty()) {
      return Optional.of(all(method, parts));
    }
    var name = FunctionName.of(parts.get(2)).with(parameter(query, "Qualifier"));
    var function = functions.find(name);
    var version = functions.requireVersion(function, name);
    var rest = String.join("/", parts.subList(3, parts.size()));
    return switch (method + " " + rest) {
      case "GET " -> Optional.of(documents.function(function, version));
      case "GET configuration" -> Optional.of(documents.configuration(function, version));
      case "GET versions" -> Optional.of(documents.versions(function));
      case "GET aliases" -> Optional.of(documents.aliases(function));
      case "GET concurrency" ->
          Optional.of(
              function.reserved().map(FunctionDocuments::concurrency).orElse(Json.Obj.EMPTY));
      case "PUT concurrency" -> Optional.of(reserve(function, Input.of(body)));
      case "DELETE concurrency" -> {
        function.reserve(Optional.empty());
        yield Optional.empty();
      }
      case "GET event-invoke-config" -> Optional.of(documents.config(function));
      case "PUT event-invoke-config", "POST event-invoke-config" ->
          Optional.of(configure(function, Input.of(body)));
      case "DELETE event-invoke-config" -> {
        function.configure(InvokeConfig.USUAL);
        yield Optional.empty();
      }
      default -> {
        if (method.equals("GET") && parts.size() == 5 && parts.get(3).equals("aliases")) {
          yield Optional.of(alias(function, parts.get(4)));
        }
        throw unknown(method, parts);
      }
    };
  }

  private static AwsError unknown(String method, List<String> parts) {
    return new AwsError(
        404,
        "UnknownOperationException",
        "The local Lambda does not know %s /%s".formatted(method, String.join("/", parts)));
  }

  private Json.Obj all(String method, List<String> parts) {
    if (!method.equals("GET")) {
      throw unknown(method, parts);
    }
    var all =
        functions.all().stream()
            .map(function -> documents.configuration(function, Function.LATEST))
            .toList();
    return Json.object().put("Functions", Json.array(all)).build();
  }

  private Json.Obj alias(Function function, String alias) {
    var version = Optional.ofNullable(function.aliases().get(alias));
    return documents.alias(
        function,
        alias,
        version.orElseThrow(() ->
            functions.notFound(
                new FunctionName(function.definition().name(), Optional.of(alias)))));
  }

  private static Json.Obj reserve(Function function, Input request) {
    var calls = request.number("ReservedConcurrentExecutions");
    if (calls < 0) {
      throw invalid("ReservedConcurrentExecutions must not be negative");
    }
    function.reserve(Optional.of(calls));
    return FunctionDocuments.concurrency(calls);
  }

  private Json.Obj configure(Function function, Input request) {
    var retries = request.maybeNumber("MaximumRetryAttempts").orElse(2);
    var age = request.maybeNumber("MaximumEventAgeInSeconds").orElse(21_600);
    if (retries < 0 || retries > 2 || age < 60 || age > 21_600) {
      throw invalid("MaximumRetryAttempts is 0 to 2, MaximumEventAgeInSeconds 60 to 21600");
    }
    var destinations = request.part("DestinationConfig");
    function.configure(
        new InvokeConfig(
            retries,
            Duration.ofSeconds(age),
            destinations.part("OnSuccess").maybeText("Destination"),
            destinations.part("OnFailure").maybeText("Destination")));
    return documents.config(function);
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "InvalidParameterValueException", message);
  }

  private Json.Obj mappings(String id, Form query) {
    var all =
        functions.sources().stream()
            .map(documents::mapping)
            .filter(mapping ->
                parameter(query, "EventSourceArn")
                    .filter(arn -> !arn.equals(mapping.requireString("EventSourceArn")))
                    .isEmpty())
            .toList();
    if (id.isEmpty()) {
      return Json.object().put("EventSourceMappings", Json.array(all)).build();
    }
    return all.stream()
        .filter(mapping -> mapping.requireString("UUID").equals(id))
        .findFirst()
        .orElseThrow(() ->
            new AwsError(
                404, "ResourceNotFoundException", "The resource you requested does not exist."));
  }

  private Json.Obj settings() {
    return Json.object()
        .put(
            "AccountLimit",
            Json.object()
                .put("ConcurrentExecutions", 1_000)
                .put("UnreservedConcurrentExecutions", 1_000)
                .build())
        .put("AccountUsage", Json.object().put("FunctionCount", functions.all().size()).build())
        .build();
  }

  private static void requireMethod(HttpExchange exchange, String method) {
    if (!exchange.getRequestMethod().equals(method)) {
      throw new AwsError(
          405, "MethodNotAllowedException", "The method is not allowed for the resource.");
    }
  }

  private void invoke(HttpExchange exchange, String function) throws IOException {
    var name = FunctionName.of(function).with(parameter(query(exchange), "Qualifier"));
    var type =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"))
            .orElse("RequestResponse");
    var payload = payload(exchange, type.equals("Event") ? MAX_EVENT : MAX_PAYLOAD);
    switch (type) {
      case "RequestResponse" -> call(exchange, name, payload);
      case "Event" -> {
        functions.invokeLater(
            name.name() + name.qualifier().map(one -> ":" + one).orElse(""), payload);
        LoopbackServer.send(exchange, 202, new byte[0]);
      }
      case "DryRun" -> {
        functions.requireVersion(functions.find(name), name);
        LoopbackServer.send(exchange, 204, new byte[0]);
      }
      default ->
          throw new AwsError(
              400,
              "ValidationException",
              "1 validation error detected: Value '%s' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]"
                  .formatted(type));
    }
  }

  private static byte[] payload(HttpExchange exchange, int most) throws IOException {
    var body = LoopbackServer.body(exchange, most).orElseThrow(() -> tooLarge(most));
    if (body.length == 0) {
      return NO_PAYLOAD;
    }
    try {
      var _ = Json.parse(body);
      return body;
    } catch (MalformedJsonException e) {
      throw new AwsError(
          400,
          "InvalidRequestContentException",
          "Could not parse request body into json: " + e.getMessage());
    }
  }

  private static AwsError tooLarge(int most) {
    return new AwsError(
        413,
        "RequestTooLargeException",
        "Request must be smaller than %d bytes for the InvokeFunction operation".formatted(most));
  }

  private void call(HttpExchange exchange, FunctionName name, byte[] payload) throws IOException {
    var result = functions.call(name, payload);
    var headers = exchange.getResponseHeaders();
    headers.set("X-Amz-Executed-Version", result.version());
    headers.set("x-amzn-RequestId", result.requestId());
    headers.set("Content-Type", "application/json");
    var wanted = exchange.getRequestHeaders().getFirst("X-Amz-Log-Type");
    if (wanted != null && wanted.toLowerCase(Locale.ROOT).equals("tail")) {
      headers.set("X-Amz-Log-Result", Base64.getEncoder().encodeToString(result.logTail()));
    }
    var body = result.error().map(error -> error.json().bytes()).orElse(result.payload());
    result.error().ifPresent(_ -> headers.set("X-Amz-Function-Error", "Unhandled"));
    LoopbackServer.send(
        exchange, 200, body.length == 0 ? "null".getBytes(StandardCharsets.UTF_8) : body);
  }
}

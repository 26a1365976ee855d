package dev.slipway.local.http;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.http.PayloadV2.Call;
import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// A function that says who may call a route.
///
/// Reference: "Control access to HTTP APIs with AWS Lambda authorizers", payload format 2.0, with
/// the simple answer or a policy.
public final class Authorizer {
  /// What a template says of it.
  ///
  /// @param identity where the caller's identity stands, `$request.header.Authorization`; a request
  ///   that lacks one is refused without a call
  /// @param simple whether it answers `isAuthorized` instead of a policy
  /// @param kept how long a verdict holds for the same identity
  public record Settings(String function, List<String> identity, boolean simple, Duration kept) {
    public Settings {
      identity = List.copyOf(identity);
    }
  }

  sealed interface Verdict {
    /// @param context what the route's function is told of the caller
    record Allowed(Json.Obj context) implements Verdict {}

    /// There is no identity.
    record Unknown() implements Verdict {}

    record Denied() implements Verdict {}

    /// The function failed, or its answer is none.
    record Broken() implements Verdict {}
  }

  private record Kept(Verdict verdict, Instant until) {}

  private final Settings settings;
  private final FunctionInvoker functions;
  private final Map<List<String>, Kept> verdicts = new ConcurrentHashMap<>();

  public Authorizer(Settings settings, FunctionInvoker functions) {
    this.settings = settings;
    this.functions = functions;
  }

  /// @param event what the route's function would be told
  Verdict check(HttpExchange exchange, Call call, Json.Obj event) {
    var identity = identity(exchange, call, event);
    if (identity.isEmpty()) {
      return new Verdict.Unknown();
    }
    var known = verdicts.get(identity.get());
    if (known != null && call.received().isBefore(known.until())) {
      return known.verdict();
    }
    var verdict = ask(call, event, identity.get());
    if (settings.kept().isPositive() && !(verdict instanceof Verdict.Broken)) {
      verdicts.values().removeIf(old -> !call.received().isBefore(old.until()));
      verdicts.put(identity.get(), new Kept(verdict, call.received().plus(settings.kept())));
    }
    return verdict;
  }

  private Optional<List<String>> identity(HttpExchange exchange, Call call, Json.Obj event) {
    var found = new ArrayList<String>();
    for (var source : settings.identity()) {
      var name = source.substring(source.lastIndexOf('.') + 1);
      var value =
          source.startsWith("$request.header.")
              ? Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
              : source.startsWith("$request.querystring.")
                  ? event.object("queryStringParameters").string(name)
                  : source.equals("$context.routeKey")
                      ? Optional.of(call.routeKey())
                      : event.object("requestContext").string(name);
      if (value.filter(text -> !text.isEmpty()).isEmpty()) {
        return Optional.empty();
      }
      found.add(value.get());
    }
    return Optional.of(found);
  }

  private Verdict ask(Call call, Json.Obj event, List<String> identity) {
    var route = routeArn(call, event);
    var question = Json.object().put("version", "2.0").put("type", "REQUEST");
    question.put("routeArn", route).put("identitySource", Json.strings(identity));
    event
        .members()
        .forEach((name, value) -> {
          if (!name.equals("version") && !name.equals("body") && !name.equals("isBase64Encoded")) {
            question.put(name, value);
          }
        });
    try {
      var answer =
          Json.parseObject(functions.invoke(settings.function(), question.build().bytes()));
      return settings.simple() ? simple(answer) : policy(answer, route);
    } catch (AwsError | FunctionInvoker.FunctionError | MalformedJsonException _) {
      return new Verdict.Broken();
    }
  }

  private static Verdict simple(Json.Obj answer) {
    return answer
        .bool("isAuthorized")
        .<Verdict>map(
            yes -> yes ? new Verdict.Allowed(answer.object("context")) : new Verdict.Denied())
        .orElseGet(Verdict.Broken::new);
  }

  /// A statement that denies is stronger than one that allows.
  private static Verdict policy(Json.Obj answer, String route) {
    var statements = answer.object("policyDocument").array("Statement");
    if (statements.isEmpty()) {
      return new Verdict.Broken();
    }
    var allowed = false;
    for (var statement : statements) {
      if (statement instanceof Json.Obj object && covers(object, route)) {
        if (object.string("Effect").orElse("").equals("Deny")) {
          return new Verdict.Denied();
        }
        allowed = true;
      }
    }
    return allowed ? new Verdict.Allowed(answer.object("context")) : new Verdict.Denied();
  }

  private static boolean covers(Json.Obj statement, String route) {
    return texts(statement, "Action").stream()
            .anyMatch(action -> fits(action, "execute-api:Invoke"))
        && texts(statement, "Resource").stream().anyMatch(resource -> fits(resource, route));
  }

  private static List<String> texts(Json.Obj statement, String member) {
    return statement.string(member).map(List::of).orElseGet(() -> statement.strings(member));
  }

  private static boolean fits(String pattern, String text) {
    var regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return text.matches(regex);
  }

  private static String routeArn(Call call, Json.Obj event) {
    var http = event.object("requestContext").object("http");
    return "arn:aws:execute-api:%s:%s:%s/$default/%s%s"
        .formatted(
            call.region(),
            call.account(),
            call.api(),
            http.requireString("method"),
            http.requireString("path"));
  }
}

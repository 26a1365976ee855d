package dev.slipway.local.states.query;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A JSONata expression, compiled once.
public final class Expression {
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern TEXTS =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern BOUND =
      Pattern.compile("\\$\\w+\\s*:=|(?:function|λ)\\s*\\([^)]*\\)");
  private static final Set<String> NOT_A_VARIABLE = Set.of("states");

  private final String text;
  private final Set<String> names = new LinkedHashSet<>();

  /// The library's compiled form serves one evaluation at a time.
  private final ConcurrentLinkedDeque<Jsonata> idle = new ConcurrentLinkedDeque<>();

  private Expression(String text, Jsonata compiled) {
    this.text = text;
    var match = VARIABLE.matcher(text);
    while (match.find()) {
      names.add(match.group(1));
    }
    names.removeAll(NOT_A_VARIABLE);
    idle.push(compiled);
  }

  /// @param text what stands between `{%` and `%}`
  /// @throws IllegalArgumentException when it is no JSONata
  public static Expression of(String text) {
    try {
      return new Expression(text, compile(text));
    } catch (JException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Jsonata compile(String text) {
    var compiled = Jsonata.jsonata(text);
    compiled.setOutputConvertNulls(false);
    compiled.setValidateInput(false);
    return compiled;
  }

  public String text() {
    return text;
  }

  /// The text without what stands in quotes and comments.
  public String plain() {
    return TEXTS.matcher(text).replaceAll("''");
  }

  /// Names after a `$`: variables and functions.
  public Set<String> names() {
    return names;
  }

  /// The variables that it needs from outside: neither functions nor what it binds itself.
  public Set<String> variables() {
    var found = new LinkedHashSet<String>();
    var text = plain();
    var match = VARIABLE.matcher(text);
    while (match.find()) {
      found.add(match.group(1));
    }
    var bound = BOUND.matcher(text);
    while (bound.find()) {
      var names = VARIABLE.matcher(bound.group());
      while (names.find()) {
        found.remove(names.group(1));
      }
    }
    found.removeIf(name ->
        NOT_A_VARIABLE.contains(name) || ExtraFunctions.NAMES.contains(name) || builtIn(name));
    return found;
  }

  private static boolean builtIn(String name) {
    return compile("$" + name).evaluate(null) != null;
  }

  /// @param location the field in which the expression stands, for messages
  /// @throws QueryException when it fails, never ends, or gives nothing
  public Json evaluate(Scene scene, String location) {
    var ready = idle.poll();
    var compiled = ready == null ? compile(text) : ready;
    try {
      return evaluate(compiled, scene, location);
    } finally {
      idle.push(compiled);
    }
  }

  private Json evaluate(Jsonata compiled, Scene scene, String location) {
    var frame = compiled.createFrame();
    var bounds = Bounds.of(text);
    frame.setEvaluateEntryCallback((_, _, _) -> bounds.enter());
    frame.setEvaluateExitCallback((_, _, _, result) -> bounds.leave(result));
    ExtraFunctions.bind(frame, names, scene);
    names.forEach(name ->
        scene.variables().apply(name).ifPresent(v -> frame.bind(name, Values.toJsonata(v))));
    frame.bind("states", states(scene));
    Object value;
    try {
      value = compiled.evaluate(null, frame);
    } catch (JException | ArithmeticException | ClassCastException | IndexOutOfBoundsException e) {
      throw failed(location, e);
    } catch (RuntimeException e) {
      // The library wraps what a function throws.
      throw failed(location, e.getCause() instanceof JException cause ? cause : e);
    } catch (StackOverflowError _) {
      throw failed(location, new JException("Stack overflow error", -1));
    }
    if (value == null) {
      throw QueryException.evaluation(
          location,
          "The JSONata expression '%s' specified for the field '%s' returned nothing (undefined)."
              .formatted(text, location));
    }
    return Values.toJson(value).orElseThrow(() -> notJson(location));
  }

  private QueryException failed(String location, RuntimeException e) {
    var code = e instanceof JException known ? known.getError() + ": " : "";
    return QueryException.evaluation(
        location,
        "The JSONata expression '%s' specified for the field '%s' threw an error during evaluation. %s%s"
            .formatted(text, location, code, e.getMessage()));
  }

  private QueryException notJson(String location) {
    return QueryException.evaluation(
        location,
        "The JSONata expression '%s' specified for the field '%s' returned an unsupported result type."
            .formatted(text, location));
  }

  private static Values.LazyObject states(Scene scene) {
    var members = new LinkedHashMap<String, Supplier<Json>>();
    members.put("input", scene.input());
    scene.result().ifPresent(result -> members.put("result", result));
    scene.errorOutput().ifPresent(error -> members.put("errorOutput", () -> error));
    members.put("context", scene.context()::get);
    return new Values.LazyObject(members);
  }
}

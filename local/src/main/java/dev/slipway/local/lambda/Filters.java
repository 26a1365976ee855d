package dev.slipway.local.lambda;

import dev.slipway.local.events.pattern.EventPattern;
import dev.slipway.local.events.pattern.InvalidPatternException;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;

/// Which records a mapping gives to its function: those that one of its patterns wants, or all when
/// it has none. The others count as handled.
///
/// Reference: "Control which events Lambda sends to your function" in AWS's Lambda developer guide.
public final class Filters {
  public static final Filters NONE = new Filters(List.of());

  private static final String BODY = "body";
  private static final String OR = "$or";
  private static final int MOST = 10;
  private static final int LONGEST = 4_096;

  /// A pattern, with what tells which messages it can be held against.
  private record Filter(Json.Obj json, EventPattern pattern) {}

  private final List<Filter> filters;

  private Filters(List<Filter> filters) {
    this.filters = List.copyOf(filters);
  }

  /// @param criteria `{"Filters": [{"Pattern": "…"}]}`
  /// @throws InvalidPatternException naming what is wrong
  public static Filters of(Json.Obj criteria) {
    var filters = new ArrayList<Filter>();
    for (var given : criteria.array("Filters")) {
      filters.add(filter(given));
    }
    if (filters.size() > MOST) {
      throw new InvalidPatternException("%d filters, at most %d".formatted(filters.size(), MOST));
    }
    return new Filters(filters);
  }

  private static Filter filter(Json given) {
    var text = given instanceof Json.Obj one ? one.string("Pattern").orElse("{}") : "";
    if (text.length() > LONGEST) {
      throw new InvalidPatternException("A filter has at most %d characters".formatted(LONGEST));
    }
    try {
      if (Json.parse(text) instanceof Json.Obj json) {
        return new Filter(json, EventPattern.of(json));
      }
    } catch (MalformedJsonException _) {
      // Said below.
    }
    throw new InvalidPatternException("Filter is not an object");
  }

  boolean isEmpty() {
    return filters.isEmpty();
  }

  /// @param record of a stream
  boolean wants(Json.Obj record) {
    return isEmpty() || filters.stream().anyMatch(one -> one.pattern().matches(record));
  }

  /// A filter that looks into a body drops a message whose body is plain text.
  ///
  /// @param message as the function would get it, with its body as text
  boolean wantsMessage(Json.Obj message) {
    if (isEmpty()) {
      return true;
    }
    var body = body(message.requireString(BODY));
    var whole = message.with(BODY, body);
    var plain = body instanceof Json.Str;
    return filters.stream()
        .filter(one -> !plain || !looksInside(one.json()))
        .anyMatch(one -> one.pattern().matches(whole));
  }

  private static Json body(String text) {
    try {
      var json = Json.parse(text);
      return json instanceof Json.Obj || json instanceof Json.Arr ? json : Json.of(text);
    } catch (MalformedJsonException _) {
      return Json.of(text);
    }
  }

  private static boolean looksInside(Json.Obj pattern) {
    return pattern.get(BODY).filter(Json.Obj.class::isInstance).isPresent()
        || pattern.array(OR).stream().anyMatch(one -> looksInside((Json.Obj) one));
  }

  Json.Obj json() {
    return Json.object()
        .put(
            "Filters",
            Json.array(
                filters.stream()
                    .map(one -> Json.object().put("Pattern", one.json().text()).build())
                    .toList()))
        .build();
  }
}

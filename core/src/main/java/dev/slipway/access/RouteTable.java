package dev.slipway.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Finds the route of a request. Pure: the one table is [Route].
public final class RouteTable {
  /// What stands before every path of the API.
  public static final String PREFIX = "/api/v1";

  private RouteTable() {}

  /// What a method and a path lead to.
  public sealed interface Match {
    /// @param parameters the path's parameters, percent-decoded
    record Found(Route route, Map<String, String> parameters) implements Match {
      public Found {
        parameters = Map.copyOf(parameters);
      }

      /// A parameter that the route's pattern has.
      public String parameter(String name) {
        var value = parameters.get(name);
        if (value == null) {
          throw new IllegalArgumentException(route + " has no parameter " + name);
        }
        return value;
      }
    }

    /// @param allow the methods that the path has
    record WrongMethod(List<String> allow) implements Match {
      public WrongMethod {
        allow = List.copyOf(allow);
      }
    }

    record UnknownPath() implements Match {}
  }

  /// Finds a route. `HEAD` finds what `GET` finds.
  ///
  /// @param path as it came, with or without percent-encoding and a last `/`
  public static Match find(String method, String path) {
    if (!path.startsWith(PREFIX + "/")) {
      return new Match.UnknownPath();
    }
    List<String> segments;
    try {
      segments =
          segments(path.substring(PREFIX.length())).stream().map(RouteTable::decode).toList();
    } catch (IllegalArgumentException _) {
      return new Match.UnknownPath();
    }
    var wanted = method.equals("HEAD") ? "GET" : method;
    var allow = new TreeSet<String>();
    for (var route : Route.values()) {
      var parameters = route.match(segments);
      if (parameters.isEmpty()) {
        continue;
      }
      if (route.method().equals(wanted)) {
        return new Match.Found(route, parameters.get());
      }
      allow.add(route.method());
      if (route.method().equals("GET")) {
        allow.add("HEAD");
      }
    }
    return allow.isEmpty() ? new Match.UnknownPath() : new Match.WrongMethod(List.copyOf(allow));
  }

  static List<String> segments(String path) {
    var whole =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return Arrays.asList(whole.substring(1).split("/", -1));
  }

  private static String decode(String segment) {
    return segment.indexOf('%') < 0
        ? segment
        : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}

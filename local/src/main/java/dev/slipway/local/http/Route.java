package dev.slipway.local.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One route of an HTTP API.
///
/// @param method `ANY` for all
/// @param segments of the path; `{name}` takes one, `{name+}` the rest
/// @param authorizer who says who may call it; empty where everyone may
record Route(
    String key,
    String method,
    List<String> segments,
    String function,
    Optional<Authorizer> authorizer) {
  static final String DEFAULT = "$default";

  static Route of(String key, String function, Optional<Authorizer> authorizer) {
    if (key.equals(DEFAULT)) {
      return new Route(key, "ANY", List.of("", "{proxy+}"), function, authorizer);
    }
    var space = key.indexOf(' ');
    return new Route(
        key,
        key.substring(0, space),
        List.of(key.substring(space + 1).split("/", -1)),
        function,
        authorizer);
  }

  /// Lower ranks are tried first: fixed segments before variables before greedy ones, a method
  /// before `ANY`.
  int rank() {
    if (key.equals(DEFAULT)) {
      return Integer.MAX_VALUE;
    }
    var rank = method.equals("ANY") ? 1 : 0;
    for (var segment : segments) {
      rank += segment.endsWith("+}") ? 100 : segment.startsWith("{") ? 10 : 0;
    }
    return rank;
  }

  /// The path's parameters, decoded, where the route fits.
  Optional<Map<String, String>> match(String asked, String path) {
    return fit(asked, path)
        .map(found -> {
          var decoded = new LinkedHashMap<String, String>();
          if (!key.equals(DEFAULT)) {
            found.forEach((name, value) -> decoded.put(name, decode(value)));
          }
          return decoded;
        });
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  private Optional<Map<String, String>> fit(String asked, String path) {
    if (!method.equals("ANY") && !method.equals(asked)) {
      return Optional.empty();
    }
    var given = List.of(path.split("/", -1));
    var parameters = new LinkedHashMap<String, String>();
    for (var i = 0; i < segments.size(); i++) {
      var segment = segments.get(i);
      if (i >= given.size()) {
        return Optional.empty();
      }
      if (segment.endsWith("+}")) {
        parameters.put(
            segment.substring(1, segment.length() - 2),
            String.join("/", given.subList(i, given.size())));
        return Optional.of(parameters);
      }
      if (segment.startsWith("{")) {
        parameters.put(segment.substring(1, segment.length() - 1), given.get(i));
      } else if (!segment.equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return given.size() == segments.size() ? Optional.of(parameters) : Optional.empty();
  }
}

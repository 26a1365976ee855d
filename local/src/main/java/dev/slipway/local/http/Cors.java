package dev.slipway.local.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which pages of other origins may call an HTTP API.
///
/// Reference: "Configure CORS for HTTP APIs": a configured API answers preflight requests itself,
/// and what functions say of CORS is replaced by what is configured.
///
/// @param origins `*`, `https://*`, `http://*` or origins in full
/// @param maxAge in seconds; negative where none is told
public record Cors(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> exposed,
    boolean credentials,
    int maxAge) {
  private static final String PREFIX = "access-control-";

  public Cors {
    origins = List.copyOf(origins);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    exposed = List.copyOf(exposed);
  }

  static boolean isOne(String header) {
    return header.toLowerCase(Locale.ROOT).startsWith(PREFIX);
  }

  /// What a browser that asks whether it may is told; nothing when it may not.
  Map<String, String> preflight(String origin) {
    var told = common(origin);
    if (!told.isEmpty()) {
      put(told, "allow-methods", methods);
      put(told, "allow-headers", headers);
      if (maxAge >= 0) {
        told.put(PREFIX + "max-age", Integer.toString(maxAge));
      }
    }
    return told;
  }

  /// What stands with an answer to a page of that origin.
  Map<String, String> answer(String origin) {
    var told = common(origin);
    if (!told.isEmpty()) {
      put(told, "expose-headers", exposed);
    }
    return told;
  }

  private Map<String, String> common(String origin) {
    var told = new LinkedHashMap<String, String>();
    if (origins.contains("*")) {
      told.put(PREFIX + "allow-origin", "*");
    } else if (origins.stream().anyMatch(allowed -> covers(allowed, origin))) {
      told.put(PREFIX + "allow-origin", origin);
      told.put("vary", "Origin");
    }
    if (!told.isEmpty() && credentials) {
      told.put(PREFIX + "allow-credentials", "true");
    }
    return told;
  }

  private static boolean covers(String allowed, String origin) {
    return allowed.endsWith("://*")
        ? origin.startsWith(allowed.substring(0, allowed.length() - 1))
        : allowed.equals(origin);
  }

  private static void put(Map<String, String> told, String name, List<String> values) {
    if (!values.isEmpty()) {
      told.put(PREFIX + name, String.join(",", values));
    }
  }
}

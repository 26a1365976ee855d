package dev.slipway.local.wire;

import dev.slipway.model.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The parameters of a request in the query protocol, or of an address.
public record Form(Map<String, String> parameters) {
  private static final int MAX_DEPTH = 10;

  /// @throws AwsError when a percent sign stands for nothing
  public static Form of(String text) {
    var parameters = new LinkedHashMap<String, String>();
    for (var part : text.split("&", -1)) {
      if (!part.isEmpty()) {
        var equals = part.indexOf('=');
        parameters.put(
            decode(equals < 0 ? part : part.substring(0, equals)),
            equals < 0 ? "" : decode(part.substring(equals + 1)));
      }
    }
    return new Form(parameters);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new AwsError(400, "MalformedQueryString", String.valueOf(e.getMessage()));
    }
  }

  public String get(String name) {
    return parameters.getOrDefault(name, "");
  }

  /// `A.1.B=x` as objects within objects; members keep the order of their numbers.
  public Json.Obj tree() {
    var root = new TreeMap<String, Object>(Form::inOrder);
    parameters.forEach((name, value) -> {
      var steps = name.split("\\.", MAX_DEPTH);
      var place = root;
      for (var i = 0; i < steps.length - 1; i++) {
        place = branch(place, steps[i]);
      }
      place.put(steps[steps.length - 1], value);
    });
    return json(root);
  }

  @SuppressWarnings("unchecked") // only this method puts maps
  private static TreeMap<String, Object> branch(TreeMap<String, Object> place, String step) {
    if (!(place.get(step) instanceof TreeMap<?, ?>)) {
      place.put(step, new TreeMap<String, Object>(Form::inOrder));
    }
    return (TreeMap<String, Object>) java.util.Objects.requireNonNull(place.get(step));
  }

  private static int inOrder(String one, String other) {
    var numbers = one.matches("\\d{1,6}") && other.matches("\\d{1,6}");
    return numbers
        ? Integer.compare(Integer.parseInt(one), Integer.parseInt(other))
        : one.compareTo(other);
  }

  private static Json.Obj json(TreeMap<String, Object> branch) {
    var object = Json.object();
    branch.forEach((name, value) -> {
      if (value instanceof String text) {
        object.put(name, text);
      } else {
        object.put(name, json(branch(branch, name)));
      }
    });
    return object.build();
  }
}

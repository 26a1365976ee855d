package dev.slipway.local.states.query.intrinsic;

import static java.util.Map.entry;

import dev.slipway.local.states.query.intrinsic.Intrinsic.IntrinsicException;
import dev.slipway.local.time.Chance;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What the intrinsic functions compute.
public final class IntrinsicFunctions {
  private static final int MAX_TEXT = 10_000;
  private static final int MAX_RANGE = 1_000;

  /// How many arguments a function takes.
  record Arity(int least, int most) {
    boolean allows(int count) {
      return count >= least && count <= most;
    }
  }

  static final Map<String, Arity> ARITIES =
      Map.ofEntries(
          entry("States.Format", new Arity(1, Integer.MAX_VALUE)),
          entry("States.StringToJson", new Arity(1, 1)),
          entry("States.JsonToString", new Arity(1, 1)),
          entry("States.Array", new Arity(0, Integer.MAX_VALUE)),
          entry("States.ArrayPartition", new Arity(2, 2)),
          entry("States.ArrayContains", new Arity(2, 2)),
          entry("States.ArrayRange", new Arity(3, 3)),
          entry("States.ArrayGetItem", new Arity(2, 2)),
          entry("States.ArrayLength", new Arity(1, 1)),
          entry("States.ArrayUnique", new Arity(1, 1)),
          entry("States.Base64Encode", new Arity(1, 1)),
          entry("States.Base64Decode", new Arity(1, 1)),
          entry("States.Hash", new Arity(2, 2)),
          entry("States.JsonMerge", new Arity(3, 3)),
          entry("States.MathRandom", new Arity(2, 3)),
          entry("States.MathAdd", new Arity(2, 2)),
          entry("States.StringSplit", new Arity(2, 2)),
          entry("States.UUID", new Arity(0, 0)));

  private final Chance chance;

  public IntrinsicFunctions(Chance chance) {
    this.chance = chance;
  }

  Json call(String name, List<Json> arguments) {
    return switch (name) {
      case "States.Format" -> Json.of(Format.apply(arguments));
      case "States.StringToJson" -> parsed(text(name, arguments, 0));
      case "States.JsonToString" -> Json.of(arguments.getFirst().text());
      case "States.Array" -> new Json.Arr(arguments);
      case "States.ArrayPartition" -> partition(items(name, arguments), whole(name, arguments, 1));
      case "States.ArrayContains" -> Json.of(items(name, arguments).contains(arguments.get(1)));
      case "States.ArrayRange" -> range(name, arguments);
      case "States.ArrayGetItem" -> item(items(name, arguments), whole(name, arguments, 1));
      case "States.ArrayLength" -> Json.of(items(name, arguments).size());
      case "States.ArrayUnique" ->
          new Json.Arr(List.copyOf(new LinkedHashSet<>(items(name, arguments))));
      case "States.Base64Encode" -> Json.of(encoded(short10k(name, arguments)));
      case "States.Base64Decode" -> Json.of(decoded(short10k(name, arguments)));
      case "States.Hash" -> hash(name, arguments);
      case "States.JsonMerge" -> merge(name, arguments);
      case "States.MathRandom" -> random(name, arguments);
      case "States.MathAdd" ->
          Json.of((double) (whole(name, arguments, 0) + whole(name, arguments, 1)));
      case "States.StringSplit" -> split(name, arguments);
      case "States.UUID" -> Json.of(chance.uuid());
      case String unknown -> throw new IllegalStateException(unknown);
    };
  }

  private static Json parsed(String text) {
    try {
      return text.isBlank() ? Json.Null.INSTANCE : Json.parse(text);
    } catch (MalformedJsonException e) {
      throw new IntrinsicException("Invalid arguments in States.StringToJson: " + e.getMessage());
    }
  }

  private static Json partition(List<Json> items, long size) {
    if (size <= 0) {
      throw new IntrinsicException(
          "Invalid arguments in States.ArrayPartition: the chunk size must be positive");
    }
    var parts = new ArrayList<Json>();
    for (var from = 0; from < items.size(); from += (int) Math.min(size, items.size())) {
      var to = (int) Math.min(items.size(), from + size);
      parts.add(new Json.Arr(items.subList(from, to)));
    }
    return new Json.Arr(parts);
  }

  private static Json range(String name, List<Json> arguments) {
    var first = whole(name, arguments, 0);
    var last = whole(name, arguments, 1);
    var step = whole(name, arguments, 2);
    if (step == 0) {
      throw wrong(name, "the increment must not be 0");
    }
    if ((last - first) / step >= MAX_RANGE) {
      throw wrong(name, "the array would have more than %d items".formatted(MAX_RANGE));
    }
    var items = new ArrayList<Json>();
    for (var value = first; step > 0 ? value <= last : value >= last; value += step) {
      items.add(Json.of((double) value));
    }
    return new Json.Arr(items);
  }

  private static Json item(List<Json> items, long index) {
    if (index < 0 || index >= items.size()) {
      throw wrong("States.ArrayGetItem", "there is no item %d".formatted(index));
    }
    return items.get((int) index);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw wrong("States.Base64Decode", "the text is not Base64");
    }
  }

  private static Json hash(String name, List<Json> arguments) {
    var data =
        arguments.getFirst() instanceof Json.Str(var text) ? text : arguments.getFirst().text();
    return Digests.hex(text(name, arguments, 1), data)
        .<Json>map(Json::of)
        .orElseThrow(() -> wrong(name, "there is no algorithm " + arguments.get(1).text()));
  }

  private static Json merge(String name, List<Json> arguments) {
    if (!(arguments.get(2) instanceof Json.Bool(var deep)) || deep) {
      throw wrong(name, "only shallow merging is supported: the third argument must be false");
    }
    if (arguments.get(0) instanceof Json.Obj(var one)
        && arguments.get(1) instanceof Json.Obj(var other)) {
      var merged = new LinkedHashMap<>(one);
      merged.putAll(other);
      return new Json.Obj(merged);
    }
    throw wrong(name, "both values must be objects");
  }

  /// The end is not among the numbers. One seed gives one number.
  private Json random(String name, List<Json> arguments) {
    var from = whole(name, arguments, 0);
    var to = whole(name, arguments, 1);
    if (to <= from) {
      throw wrong(name, "the end must be greater than the start");
    }
    var numbers =
        arguments.size() == 3 ? new SplittableRandom(whole(name, arguments, 2)) : chance.numbers();
    return Json.of((double) numbers.nextLong(from, to));
  }

  /// Each character of the second text splits the first.
  private static Json split(String name, List<Json> arguments) {
    var splitters = text(name, arguments, 1);
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    for (var c : text(name, arguments, 0).toCharArray()) {
      if (splitters.indexOf(c) < 0) {
        part.append(c);
      } else if (!part.isEmpty()) {
        parts.add(part.toString());
        part.setLength(0);
      }
    }
    if (!part.isEmpty()) {
      parts.add(part.toString());
    }
    return Json.strings(parts);
  }

  private static List<Json> items(String name, List<Json> arguments) {
    if (arguments.getFirst() instanceof Json.Arr(var items)) {
      return items;
    }
    throw wrong(name, "the first argument must be an array");
  }

  private static String text(String name, List<Json> arguments, int index) {
    if (arguments.get(index) instanceof Json.Str(var text)) {
      return text;
    }
    throw wrong(name, "argument %d must be a string".formatted(index + 1));
  }

  private static String short10k(String name, List<Json> arguments) {
    var text = text(name, arguments, 0);
    if (text.length() > MAX_TEXT) {
      throw wrong(name, "the text has more than %d characters".formatted(MAX_TEXT));
    }
    return text;
  }

  /// Numbers are rounded to whole ones.
  private static long whole(String name, List<Json> arguments, int index) {
    if (arguments.get(index) instanceof Json.Num(var number)) {
      return Math.round(number);
    }
    throw wrong(name, "argument %d must be a number".formatted(index + 1));
  }

  private static IntrinsicException wrong(String name, String why) {
    return new IntrinsicException("Invalid arguments in %s: %s".formatted(name, why));
  }
}

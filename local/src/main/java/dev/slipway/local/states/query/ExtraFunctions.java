package dev.slipway.local.states.query;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.slipway.local.states.query.intrinsic.Digests;
import dev.slipway.local.time.Chance;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The functions that Step Functions adds to JSONata, the one that it takes away, those whose time
/// or chance must come from the scene, and those that must be stopped.
///
/// Reference: "Transforming data with JSONata in Step Functions" in AWS's developer guide.
final class ExtraFunctions {
  /// Those that JSONata itself does not have.
  static final Set<String> NAMES = Set.of("partition", "range", "hash", "parse", "uuid");

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int MAX_RANGE = 1_000;

  /// A function over its arguments.
  private interface Body {
    @Nullable Object apply(List<?> arguments);
  }

  private final Jsonata.Frame frame;
  private final Set<String> names;

  private ExtraFunctions(Jsonata.Frame frame, Set<String> names) {
    this.frame = frame;
    this.names = names;
  }

  /// Binds those of the functions that the expression names.
  static void bind(Jsonata.Frame frame, Set<String> names, Scene scene) {
    if (names.isEmpty()) {
      return;
    }
    var functions = new ExtraFunctions(frame, names);
    functions.define("partition", "<a-n:a<a>>", ExtraFunctions::partition);
    functions.define("range", "<n-nn:a<n>>", ExtraFunctions::range);
    functions.define("hash", "<s-s:s>", ExtraFunctions::hash);
    functions.define("parse", "<s-:x>", ExtraFunctions::parse);
    functions.define("uuid", "<:s>", _ -> scene.chance().uuid());
    functions.define("random", "<n?:n>", arguments -> random(arguments, scene.chance()));
    functions.define("shuffle", "<a:a>", arguments -> shuffle(arguments, scene.chance()));
    functions.define("contains", "<s-(sf):b>", BoundedMatching::contains);
    functions.define("match", "<s-f<s:o>n?:a<o>>", BoundedMatching::match);
    functions.define("replace", "<s-(sf)(sf)n?:s>", BoundedMatching::replace);
    functions.define("split", "<s-(sf)n?:a<s>>", BoundedMatching::split);
    functions.define("millis", "<:n>", _ -> scene.now().toEpochMilli());
    if (names.contains("now")) {
      functions.define("now", "<s?s?:s>", arguments -> now(arguments, scene));
    }
    functions.define(
        "eval",
        "<sx?:x>",
        _ -> {
          throw new JException("The function $eval is not supported", -1);
        });
  }

  private void define(String name, String signature, Body body) {
    if (names.contains(name)) {
      frame.bind(name, new Jsonata.JFunction((_, arguments) -> body.apply(arguments), signature));
    }
  }

  private static List<List<Object>> partition(List<?> arguments) {
    var list = (List<?>) arguments.get(0);
    var size = whole(arguments.get(1), "partition");
    if (size <= 0) {
      throw new JException("The size given to $partition must be a positive number", -1);
    }
    var parts = new ArrayList<List<Object>>();
    for (var from = 0; from < list.size(); from += size) {
      parts.add(
          new ArrayList<>(list.subList(from, (int) Math.min(list.size(), from + (long) size))));
    }
    return parts;
  }

  private static List<Object> range(List<?> arguments) {
    var first = ((Number) arguments.get(0)).doubleValue();
    var last = ((Number) arguments.get(1)).doubleValue();
    var step = ((Number) arguments.get(2)).doubleValue();
    if (step == 0) {
      throw new JException("The step given to $range must not be 0", -1);
    }
    if ((last - first) / step >= MAX_RANGE) {
      throw new JException("$range gives at most %d items".formatted(MAX_RANGE), -1);
    }
    var items = new ArrayList<Object>();
    for (var i = 0; step > 0 ? first + i * step <= last : first + i * step >= last; i++) {
      items.add(Values.toJsonata(Json.of(first + i * step)));
    }
    return items;
  }

  private static String hash(List<?> arguments) {
    return Digests.hex(String.valueOf(arguments.get(1)), String.valueOf(arguments.get(0)))
        .orElseThrow(
            () -> new JException("$hash does not know the algorithm " + arguments.get(1), -1));
  }

  private static @Nullable Object parse(List<?> arguments) {
    if (!(arguments.get(0) instanceof String text)) {
      return null;
    }
    try {
      return Values.toJsonata(Json.parse(text));
    } catch (MalformedJsonException e) {
      throw new JException("$parse was given no JSON: " + e.getMessage(), -1);
    }
  }

  /// One seed gives one number, as the function promises; without a seed it comes from chance.
  private static Object random(List<?> arguments, Chance chance) {
    if (!arguments.isEmpty() && arguments.getFirst() instanceof Number seed) {
      return new Random(Double.doubleToLongBits(seed.doubleValue())).nextDouble();
    }
    return chance.numbers().nextDouble();
  }

  private static @Nullable Object shuffle(List<?> arguments, Chance chance) {
    if (!(arguments.getFirst() instanceof List<?> list)) {
      return null;
    }
    var shuffled = new ArrayList<Object>(list);
    Collections.shuffle(shuffled, Random.from(chance.numbers()));
    return shuffled;
  }

  private static Object now(List<?> arguments, Scene scene) {
    if (arguments.isEmpty() || arguments.getFirst() == null) {
      return ISO.format(scene.now());
    }
    var zone = arguments.size() > 1 && arguments.get(1) instanceof String given ? given : null;
    return com.dashjoin.jsonata.utils.DateTimeUtils.formatDateTime(
        scene.now().toEpochMilli(), String.valueOf(arguments.getFirst()), zone);
  }

  private static int whole(@Nullable Object value, String function) {
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw new JException("$%s needs a whole number".formatted(function), -1);
  }
}

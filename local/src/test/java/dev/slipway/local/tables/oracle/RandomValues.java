package dev.slipway.local.tables.oracle;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Attribute values and items from small pools, so that they often meet.
final class RandomValues {
  static final List<String> ATTRIBUTES = List.of("a", "b", "c", "d", "e", "g");

  private static final List<String> TEXTS =
      List.of("", "a", "ab", "abc", "b", "B", "1", "10", "é", "😀", "zz");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "2",
          "10",
          "1.5",
          "-0.25",
          "1e2",
          "1E-5",
          "3.0",
          "007",
          "1e125",
          "-9.9999999999999999999999999999999999999E+125",
          "1e-130",
          "12345678901234567890123456789012345678");

  private static final List<String> BAD_NUMBERS =
      List.of("", "x", "1e126", "1e-131", "123456789012345678901234567890123456789", "--1");

  private static final List<String> BINARIES = List.of("", "AA==", "AAE=", "AQ==", "/w==", "YWI=");

  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  Json.Obj text() {
    return of("S", Json.of(one(TEXTS)));
  }

  Json.Obj number() {
    return of("N", Json.of(one(chance(2) ? BAD_NUMBERS : NUMBERS)));
  }

  Json.Obj binary() {
    return of("B", Json.of(one(BINARIES)));
  }

  private static Json.Obj of(String type, Json content) {
    return new Json.Obj(Map.of(type, content));
  }

  Json.Obj value() {
    return value(2);
  }

  private Json.Obj value(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 8)) {
      case 0, 1 -> text();
      case 2, 3 -> number();
      case 4 -> binary();
      case 5 -> of("BOOL", Json.of(chance(50)));
      case 6 -> of("NULL", Json.of(!chance(3)));
      case 7 -> set();
      case 8, 9 -> list(depth);
      default -> of("M", members(depth));
    };
  }

  Json.Obj set() {
    return switch (random.nextInt(3)) {
      case 0 -> of("SS", several(TEXTS));
      case 1 -> of("NS", several(NUMBERS));
      default -> of("BS", several(BINARIES));
    };
  }

  /// Rarely none, rarely twice the same.
  private Json.Arr several(List<String> pool) {
    var count = chance(2) ? 0 : 1 + random.nextInt(3);
    var picked = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      picked.add(one(pool));
    }
    return Json.strings(chance(2) ? picked : List.copyOf(new LinkedHashSet<>(picked)));
  }

  private Json.Obj list(int depth) {
    var items = new ArrayList<Json>();
    for (var i = random.nextInt(4); i > 0; i--) {
      items.add(value(depth - 1));
    }
    return of("L", Json.array(items));
  }

  private Json.Obj members(int depth) {
    var members = new LinkedHashMap<String, Json>();
    for (var i = random.nextInt(3); i > 0; i--) {
      members.put(one(ATTRIBUTES), value(depth - 1));
    }
    return new Json.Obj(members);
  }

  Json.Obj attributes() {
    return members(3);
  }
}

package dev.slipway.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// A query meets sort keys in their order, and a range of them has what lies between.
class KeyOrderTest {
  private static final int KEYS = 400;

  private final Random random = new Random(1);
  private final Calls dynamo = Calls.inMemory();

  private void check(String type, Supplier<String> some, Comparator<String> order) {
    dynamo.call(
        "CreateTable",
        """
        {"TableName":"keys","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"},
           {"AttributeName":"r","AttributeType":"%s"}],
         "KeySchema":[{"AttributeName":"h","KeyType":"HASH"},
           {"AttributeName":"r","KeyType":"RANGE"}]}
        """
            .formatted(type));
    Set<String> keys = new HashSet<>();
    while (keys.size() < KEYS) {
      keys.add(some.get());
    }
    keys.forEach(key ->
        dynamo.call(
            "PutItem",
            "{\"TableName\":\"keys\",\"Item\":{\"h\":{\"S\":\"p\"},\"r\":%s}}"
                .formatted(value(type, key))));
    var sorted = keys.stream().sorted(order).toList();
    assertThat(query(type, "", "")).isEqualTo(sorted);
    assertThat(query(type, ",\"ScanIndexForward\":false", "")).isEqualTo(sorted.reversed());
    for (var i = 0; i < 100; i++) {
      var from = random.nextInt(KEYS);
      var to = from + random.nextInt(KEYS - from);
      var bounds =
          ",\":a\":%s,\":b\":%s"
              .formatted(value(type, sorted.get(from)), value(type, sorted.get(to)));
      assertThat(query(type, " AND r BETWEEN :a AND :b", "", bounds))
          .isEqualTo(sorted.subList(from, to + 1));
      var one = ",\":a\":" + value(type, sorted.get(from));
      assertThat(query(type, " AND r < :a", "", one)).isEqualTo(sorted.subList(0, from));
      assertThat(query(type, " AND r >= :a", "", one)).isEqualTo(sorted.subList(from, KEYS));
      assertThat(query(type, " AND r = :a", "", one)).containsExactly(sorted.get(from));
    }
  }

  private static String value(String type, String content) {
    return Json.object().put(type, content).build().text();
  }

  private List<String> query(String type, String more, String values) {
    return query(type, "", more, values);
  }

  private List<String> query(String type, String condition, String more, String values) {
    var answer =
        dynamo.call(
            "Query",
            "{\"TableName\":\"keys\",\"KeyConditionExpression\":\"h = :p%s\",\"ExpressionAttributeValues\":{\":p\":{\"S\":\"p\"}%s}%s}"
                .formatted(condition, values, more));
    return ((Json.Obj) Json.parse(answer))
        .array("Items").stream()
            .map(item -> ((Json.Obj) item).object("r").requireString(type))
            .toList();
  }

  @Test
  void numbersByMagnitude() {
    check("N", this::number, Comparator.comparing(BigDecimal::new));
  }

  /// All magnitudes, up to 38 digits, and many near each other.
  private String number() {
    var digits = new BigInteger(1 + random.nextInt(126), random);
    var number =
        switch (random.nextInt(3)) {
          case 0 -> new BigDecimal(random.nextInt(200) - 100);
          case 1 -> new BigDecimal(digits, random.nextInt(60) - 10);
          default -> new BigDecimal(digits).movePointLeft(random.nextInt(160) - 60);
        };
    var signed = random.nextBoolean() ? number : number.negate();
    var cut = signed.round(new java.math.MathContext(38)).stripTrailingZeros();
    return cut.toPlainString();
  }

  @Test
  void binariesByTheirBytes() {
    check(
        "B",
        () -> {
          var bytes = new byte[1 + random.nextInt(4)];
          random.nextBytes(bytes);
          for (var i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(3) == 0 ? (byte) -random.nextInt(2) : bytes[i];
          }
          return Base64.getEncoder().encodeToString(bytes);
        },
        (a, b) ->
            Arrays.compareUnsigned(Base64.getDecoder().decode(a), Base64.getDecoder().decode(b)));
  }

  @Test
  void textsByTheirUtf8() {
    var pieces = List.of("a", "b", "\u0000", "é", "￿", "😀", "z", "0", "\u0001");
    check(
        "S",
        () -> {
          var text = new StringBuilder();
          for (var i = 1 + random.nextInt(4); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
          }
          return text.toString();
        },
        (a, b) ->
            Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
  }
}

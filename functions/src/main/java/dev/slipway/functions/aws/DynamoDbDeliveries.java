package dev.slipway.functions.aws;

import static dev.slipway.functions.aws.Attributes.number;
import static dev.slipway.functions.aws.Attributes.text;

import dev.slipway.ci.webhook.Delivery;
import dev.slipway.ci.webhook.DeliveryStore;
import dev.slipway.functions.aws.Aws.Service;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Deliveries in the table of that name: by id, and by day and time.
public final class DynamoDbDeliveries implements DeliveryStore {
  private static final int DAYS = 7;

  private final Aws aws;
  private final String table;

  public DynamoDbDeliveries(Aws aws, String table) {
    this.aws = aws;
    this.table = table;
  }

  @Override
  public Optional<Delivery> putIfAbsent(Delivery delivery) {
    var put =
        Json.object()
            .put("TableName", table)
            .put("Item", item(delivery))
            .put("ConditionExpression", "attribute_not_exists(id)")
            .build();
    try {
      aws.call(Service.DYNAMODB, "PutItem", put);
      return Optional.empty();
    } catch (AwsException e) {
      if (e.is("ConditionalCheckFailedException")) {
        return get(delivery.id());
      }
      throw e;
    }
  }

  @Override
  public void put(Delivery delivery) {
    aws.call(
        Service.DYNAMODB,
        "PutItem",
        Json.object().put("TableName", table).put("Item", item(delivery)).build());
  }

  @Override
  public Optional<Delivery> get(String id) {
    var answer =
        aws.call(
            Service.DYNAMODB,
            "GetItem",
            Json.object()
                .put("TableName", table)
                .put("Key", Json.object().put("id", text(id)).build())
                .put("ConsistentRead", true)
                .build());
    return answer.get("Item").map(item -> read((Json.Obj) item));
  }

  /// Walks back day by day; the token says on which day and after which item to go on.
  @Override
  public Page list(int limit, Optional<String> after) {
    var token = after.map(DynamoDbDeliveries::decode);
    var today = aws.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
    var found = new ArrayList<Delivery>();
    for (var back = 0; back <= DAYS; back++) {
      var day = today.minusDays(back).toString();
      if (token.isPresent() && day.compareTo(token.get().requireString("day")) > 0) {
        continue;
      }
      var start = token.filter(t -> t.requireString("day").equals(day)).flatMap(t -> t.get("key"));
      var query =
          Json.object()
              .put("TableName", table)
              .put("IndexName", "byTime")
              .put("KeyConditionExpression", "#d = :d")
              .put("ExpressionAttributeNames", Json.object().put("#d", "day").build())
              .put("ExpressionAttributeValues", Json.object().put(":d", text(day)).build())
              .put("ScanIndexForward", false)
              .put("Limit", limit - found.size())
              .put("ExclusiveStartKey", start)
              .build();
      var answer = aws.call(Service.DYNAMODB, "Query", query);
      answer.array("Items").forEach(item -> found.add(read((Json.Obj) item)));
      if (found.size() >= limit) {
        return new Page(found, answer.get("LastEvaluatedKey").map(key -> encode(day, key)));
      }
    }
    return new Page(found, Optional.empty());
  }

  private static String encode(String day, Json key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.object().put("day", day).put("key", key).build().bytes());
  }

  private static Json.Obj decode(String token) {
    return Json.parseObject(Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8)));
  }

  private static Json.Obj item(Delivery delivery) {
    var item =
        Json.object()
            .put("id", text(delivery.id()))
            .put("forge", text(delivery.forge()))
            .put("event", text(delivery.event()))
            .put("status", text(delivery.status().word()))
            .put("bodyDigest", text(delivery.bodyDigest()))
            .put("receivedAt", text(delivery.receivedAt().toString()))
            .put("day", text(delivery.receivedAt().atZone(ZoneOffset.UTC).toLocalDate().toString()))
            .put(
                "expiresAt",
                number(delivery.receivedAt().plus(Duration.ofDays(DAYS)).getEpochSecond()));
    delivery.repository().ifPresent(name -> item.put("repository", text(name)));
    delivery.detail().ifPresent(detail -> item.put("detail", text(detail)));
    if (!delivery.runs().isEmpty()) {
      item.put("runs", text(String.join(",", delivery.runs())));
    }
    return item.build();
  }

  private static Delivery read(Json.Obj item) {
    return new Delivery(
        Attributes.requireText(item, "id"),
        Attributes.requireText(item, "forge"),
        Attributes.requireText(item, "event"),
        text(item, "repository"),
        Delivery.Status.valueOf(Attributes.requireText(item, "status").toUpperCase(Locale.ROOT)),
        text(item, "detail"),
        text(item, "runs").map(runs -> List.of(runs.split(","))).orElse(List.of()),
        Attributes.requireText(item, "bodyDigest"),
        Instant.parse(Attributes.requireText(item, "receivedAt")));
  }
}

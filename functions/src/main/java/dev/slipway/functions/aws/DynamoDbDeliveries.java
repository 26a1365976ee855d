package dev.slipway.functions.aws;

import static dev.slipway.functions.aws.Attributes.number;
import static dev.slipway.functions.aws.Attributes.text;

import dev.slipway.ci.webhook.Delivery;
import dev.slipway.ci.webhook.DeliveryStore;
import dev.slipway.functions.aws.Aws.Service;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Deliveries in the table of that name: by id, and by day and time.
public final class DynamoDbDeliveries implements DeliveryStore {
  private static final int DAYS = 7;

  /// A detail is for people; what is longer stands with the run.
  private static final int MAX_DETAIL = 2_000;

  /// Always nine digits, so that texts sort as times do.
  private static final DateTimeFormatter SORTABLE =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);

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
    return answer
        .get("Item")
        .map(Json.Obj.class::cast)
        .filter(item -> text(item, "event").isPresent())
        .map(DynamoDbDeliveries::read);
  }

  /// Stands among the deliveries, in no index.
  @Override
  public void remember(String thing, Position delivery) {
    var item =
        Json.object()
            .put("id", text(thing))
            .put("delivery", text(delivery.toString()))
            .put("expiresAt", expiresAt(aws.clock().instant()))
            .build();
    var put =
        Json.object()
            .put("TableName", table)
            .put("Item", item)
            .put("ConditionExpression", "attribute_not_exists(id)")
            .build();
    try {
      aws.call(Service.DYNAMODB, "PutItem", put);
    } catch (AwsException e) {
      if (!e.is("ConditionalCheckFailedException")) {
        throw e;
      }
    }
  }

  @Override
  public Optional<Position> remembered(String thing) {
    var answer =
        aws.call(
            Service.DYNAMODB,
            "GetItem",
            Json.object()
                .put("TableName", table)
                .put("Key", Json.object().put("id", text(thing)).build())
                .put("ConsistentRead", true)
                .build());
    return text(answer.object("Item"), "delivery").map(Position::parse);
  }

  private static Json.Obj expiresAt(Instant from) {
    return number(from.plus(Duration.ofDays(DAYS)).getEpochSecond());
  }

  /// Walks back day by day.
  @Override
  public Page list(int limit, Optional<Position> after) {
    var today = day(aws.clock().instant());
    var found = new ArrayList<Delivery>();
    for (var back = 0; back <= DAYS; back++) {
      var day = today.minusDays(back);
      if (after.isPresent() && day.isAfter(day(after.get().receivedAt()))) {
        continue;
      }
      var start =
          after
              .filter(position -> day.equals(day(position.receivedAt())))
              .map(DynamoDbDeliveries::startKey);
      do {
        var answer = aws.call(Service.DYNAMODB, "Query", query(day, limit - found.size(), start));
        answer.array("Items").forEach(item -> found.add(read((Json.Obj) item)));
        start = answer.get("LastEvaluatedKey").map(Json.Obj.class::cast);
      } while (start.isPresent() && found.size() < limit);
      if (found.size() >= limit) {
        return new Page(found, true);
      }
    }
    return new Page(found, false);
  }

  private Json.Obj query(LocalDate day, int limit, Optional<Json.Obj> start) {
    return Json.object()
        .put("TableName", table)
        .put("IndexName", "byTime")
        .put("KeyConditionExpression", "#d = :d")
        .put("ExpressionAttributeNames", Json.object().put("#d", "day").build())
        .put("ExpressionAttributeValues", Json.object().put(":d", text(day.toString())).build())
        .put("ScanIndexForward", false)
        .put("Limit", limit)
        .put("ExclusiveStartKey", start)
        .build();
  }

  private static Json.Obj startKey(Position position) {
    return Json.object()
        .put("id", text(position.id()))
        .put("day", text(day(position.receivedAt()).toString()))
        .put("receivedAt", text(SORTABLE.format(position.receivedAt())))
        .build();
  }

  private static LocalDate day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Json.Obj item(Delivery delivery) {
    var item =
        Json.object()
            .put("id", text(delivery.id()))
            .put("forge", text(delivery.forge()))
            .put("event", text(delivery.event()))
            .put("status", text(delivery.status().word()))
            .put("bodyDigest", text(delivery.bodyDigest()))
            .put("receivedAt", text(SORTABLE.format(delivery.receivedAt())))
            .put("day", text(day(delivery.receivedAt()).toString()))
            .put("expiresAt", expiresAt(delivery.receivedAt()));
    delivery.repository().ifPresent(name -> item.put("repository", text(name)));
    delivery
        .detail()
        .ifPresent(detail ->
            item.put("detail", text(detail.substring(0, Math.min(detail.length(), MAX_DETAIL)))));
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

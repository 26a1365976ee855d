package dev.slipway.local.events;

import dev.slipway.local.objects.Objects;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.XmlNode;
import dev.slipway.model.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Tells of objects as their bucket's notification configuration says: to queues, to functions, and
/// on the default bus.
///
/// Reference: "Event message structure" in S3's user guide.
public final class ObjectNotices implements Objects.Listener {
  private static final List<String> TARGETS = List.of("Queue", "CloudFunction");

  private final Objects objects;
  private final Deliveries deliveries;
  private final EventBuses events;
  private final Scheduler scheduler;
  private final String region;

  public ObjectNotices(
      Objects objects,
      Deliveries deliveries,
      EventBuses events,
      Scheduler scheduler,
      String region) {
    this.objects = objects;
    this.deliveries = deliveries;
    this.events = events;
    this.scheduler = scheduler;
    this.region = region;
  }

  @Override
  public void happened(Objects.Event event) {
    objects
        .configuration(event.bucket(), "notification")
        .ifPresent(text -> tell(XmlNode.parse(text.getBytes(StandardCharsets.UTF_8)), event));
  }

  private void tell(XmlNode configuration, Objects.Event event) {
    for (var kind : TARGETS) {
      for (var one : configuration.all(kind + "Configuration")) {
        if (wants(one, event)) {
          var id = one.textOf("Id").orElse("notification");
          one.textOf(kind).ifPresent(arn -> deliver(arn, record(event, id)));
        }
      }
    }
    if (configuration.first("EventBridgeConfiguration").isPresent()) {
      tellTheBus(event);
    }
  }

  private void deliver(String arn, Json.Obj record) {
    var target = Target.of(Json.object().put("Id", "s3").put("Arn", arn).build());
    deliveries.accept(target, record.text(), "arn:aws:s3:::");
  }

  private static boolean wants(XmlNode configuration, Objects.Event event) {
    var named =
        configuration.all("Event").stream()
            .map(node -> node.text().strip().replaceFirst("^s3:", ""))
            .anyMatch(name ->
                name.equals(event.name())
                    || (name.endsWith(":*")
                        && event.name().startsWith(name.substring(0, name.length() - 1))));
    var rules =
        configuration
            .first("Filter")
            .flatMap(filter -> filter.first("S3Key"))
            .map(key -> key.all("FilterRule"))
            .orElse(List.of());
    return named
        && rules.stream()
            .allMatch(rule -> {
              var value = rule.textOf("Value").orElse("");
              return rule.textOf("Name").filter("suffix"::equalsIgnoreCase).isPresent()
                  ? event.key().endsWith(value)
                  : event.key().startsWith(value);
            });
  }

  private Json.Obj record(Objects.Event event, String configuration) {
    var object =
        Json.object()
            .put("key", URLEncoder.encode(event.key(), StandardCharsets.UTF_8).replace("%2F", "/"))
            .put("size", (double) event.size())
            .put("eTag", event.etag())
            .build();
    var s3 =
        Json.object()
            .put("s3SchemaVersion", "1.0")
            .put("configurationId", configuration)
            .put(
                "bucket",
                Json.object()
                    .put("name", event.bucket())
                    .put("arn", "arn:aws:s3:::" + event.bucket())
                    .build())
            .put("object", object)
            .build();
    var record =
        Json.object()
            .put("eventVersion", "2.1")
            .put("eventSource", "aws:s3")
            .put("awsRegion", region)
            .put("eventTime", scheduler.instant().toString())
            .put("eventName", event.name())
            .put("s3", s3)
            .build();
    return Json.object().put("Records", Json.array(List.of(record))).build();
  }

  private void tellTheBus(Objects.Event event) {
    var created = event.name().startsWith("ObjectCreated");
    events.tell(
        "aws.s3",
        created ? "Object Created" : "Object Deleted",
        Json.object()
            .put("version", "0")
            .put("bucket", Json.object().put("name", event.bucket()).build())
            .put(
                "object",
                Json.object()
                    .put("key", event.key())
                    .put("size", (double) event.size())
                    .put("etag", event.etag())
                    .build())
            .put("reason", created ? "PutObject" : "DeleteObject")
            .build());
  }
}

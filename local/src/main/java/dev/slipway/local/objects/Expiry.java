package dev.slipway.local.objects;

import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.XmlNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lifecycle rules: objects and unfinished uploads that are old enough go, looked for once an hour.
/// An object's time is over at the midnight (UTC) after its days, as on AWS.
final class Expiry {
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Index index;
  private final Uploads uploads;
  private final ObjectOperations objects;
  private final Scheduler scheduler;

  Expiry(Index index, Uploads uploads, ObjectOperations objects, Scheduler scheduler) {
    this.index = index;
    this.uploads = uploads;
    this.objects = objects;
    this.scheduler = scheduler;
  }

  void start() {
    scheduler.at(
        scheduler.instant().plus(PAUSE),
        () -> {
          start();
          sweep();
        });
  }

  private void sweep() {
    for (var bucket : index.all()) {
      var rules = bucket.documents().get("lifecycle");
      if (rules != null) {
        XmlNode.parse(rules.getBytes(StandardCharsets.UTF_8))
            .all("Rule")
            .forEach(rule -> apply(bucket.name(), rule));
      }
    }
  }

  private void apply(String bucket, XmlNode rule) {
    if (rule.textOf("Status").filter("Enabled"::equals).isEmpty()) {
      return;
    }
    var scope = rule.first("Filter").map(filter -> filter.first("And").orElse(filter));
    var prefix =
        scope.flatMap(filter -> filter.textOf("Prefix")).or(() -> rule.textOf("Prefix")).orElse("");
    var tags = scope.map(filter -> filter.all("Tag")).orElse(List.of());
    days(rule.first("Expiration"), "Days")
        .ifPresent(days -> {
          var old =
              index.keys(
                  bucket,
                  (key, object) ->
                      key.startsWith(prefix)
                          && hasTags(object.tags(), tags)
                          && isOver(object.modified(), days));
          old.forEach(key -> objects.remove(bucket, key, Conditions.NONE));
        });
    days(rule.first("AbortIncompleteMultipartUpload"), "DaysAfterInitiation")
        .ifPresent(days ->
            uploads.of(bucket).stream()
                .filter(upload -> upload.key().startsWith(prefix) && isOver(upload.started(), days))
                .forEach(upload -> uploads.end(upload.id(), List.of())));
  }

  private static Optional<Integer> days(Optional<XmlNode> action, String element) {
    return action
        .flatMap(node -> node.textOf(element))
        .filter(text -> text.matches("[1-9]\\d{0,5}"))
        .map(Integer::parseInt);
  }

  private static boolean hasTags(Map<String, String> tags, List<XmlNode> wanted) {
    return wanted.stream()
        .allMatch(
            tag -> tag.textOf("Value").orElse("").equals(tags.get(tag.textOf("Key").orElse(""))));
  }

  private boolean isOver(Instant since, int days) {
    var end = since.plus(days, ChronoUnit.DAYS).atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
    return !scheduler.instant().isBefore(end.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}

package dev.slipway.local.events;

import dev.slipway.local.events.pattern.EventPattern;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a bus does with some of its events, or at some times.
///
/// @param pattern which events it wants
/// @param schedule when it makes one itself
/// @param template whether a template declares it, so that it comes again at each start
public record Rule(
    String name,
    String bus,
    Optional<EventPattern> pattern,
    Optional<ScheduleExpression> schedule,
    Optional<String> description,
    boolean enabled,
    boolean template,
    List<Target> targets) {
  public Rule {
    targets = List.copyOf(targets);
  }

  Rule with(List<Target> next) {
    return new Rule(name, bus, pattern, schedule, description, enabled, template, next);
  }

  Rule enabled(boolean next) {
    return new Rule(name, bus, pattern, schedule, description, next, template, targets);
  }

  Json.Obj json() {
    return Json.object()
        .put("name", name)
        .put("bus", bus)
        .put("pattern", pattern.map(EventPattern::text))
        .put("schedule", schedule.map(ScheduleExpression::text))
        .put("description", description)
        .put("enabled", enabled)
        .put("targets", Json.array(targets.stream().map(Target::given).toList()))
        .build();
  }

  static Rule read(byte[] bytes) {
    var json = Json.parseObject(bytes);
    var targets = new ArrayList<Target>();
    json.array("targets").forEach(target -> targets.add(Target.of((Json.Obj) target)));
    return new Rule(
        json.requireString("name"),
        json.requireString("bus"),
        json.string("pattern").map(text -> EventPattern.accepted((Json.Obj) Json.parse(text))),
        json.string("schedule").map(text -> ScheduleExpression.of(text, "UTC")),
        json.string("description"),
        json.bool("enabled").orElse(true),
        false,
        targets);
  }

  static AwsError notFound(String name, String bus) {
    return new AwsError(
        400,
        "ResourceNotFoundException",
        "Rule %s does not exist on EventBus %s.".formatted(name, bus));
  }
}

package dev.slipway.local.resource;

import dev.slipway.local.events.Rule;
import dev.slipway.local.events.ScheduleExpression;
import dev.slipway.local.events.Target;
import dev.slipway.local.events.pattern.EventPattern;
import dev.slipway.local.events.pattern.InvalidPatternException;
import dev.slipway.local.template.Stack.Physical;
import dev.slipway.local.template.TemplateException;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.List;

/// A rule that calls a function for events that it wants.
final class EventsRule implements ResourceType {
  @Override
  public String name() {
    return "AWS::Events::Rule";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "Description",
        "EventBusName",
        "EventPattern.*",
        "Name",
        "ScheduleExpression",
        "State",
        "Targets.Arn",
        "Targets.DeadLetterConfig.*",
        "Targets.Id",
        "Targets.Input",
        "Targets.InputPath",
        "Targets.InputTransformer.*",
        "Targets.RetryPolicy.*",
        "Targets.RoleArn",
        "Targets.SqsParameters.*");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var properties = resource.properties();
    var name = properties.string("Name").orElse(resource.generatedName());
    try {
      cloud.events().addRule(rule(name, properties));
    } catch (InvalidPatternException | AwsError e) {
      throw new TemplateException(
          "%s: %s: %s".formatted(resource.stack(), resource.logicalId(), e.getMessage()));
    }
    return ResourceType.withArn(name, cloud.arn("events", "rule/" + name));
  }

  private static Rule rule(String name, Json.Obj properties) {
    var targets =
        properties.array("Targets").stream().map(item -> Target.of((Json.Obj) item)).toList();
    return new Rule(
        name,
        properties.string("EventBusName").orElse("default"),
        properties.get("EventPattern").map(pattern -> EventPattern.of((Json.Obj) pattern)),
        properties.string("ScheduleExpression").map(text -> ScheduleExpression.of(text, "UTC")),
        properties.string("Description"),
        !properties.string("State").orElse("ENABLED").equals("DISABLED"),
        true,
        targets);
  }
}

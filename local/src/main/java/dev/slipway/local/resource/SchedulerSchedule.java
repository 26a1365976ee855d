package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// A schedule that calls a function.
final class SchedulerSchedule implements ResourceType {
  @Override
  public String name() {
    return "AWS::Scheduler::Schedule";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "Description",
        "FlexibleTimeWindow.Mode",
        "ScheduleExpression",
        "ScheduleExpressionTimezone",
        "State",
        "Target.Arn",
        "Target.RetryPolicy.*",
        "Target.RoleArn");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var properties = resource.properties();
    cloud
        .schedules()
        .add(
            resource.generatedName(),
            properties.requireString("ScheduleExpression"),
            properties.object("Target").requireString("Arn"));
    return ResourceType.withArn(
        resource.generatedName(),
        cloud.arn("scheduler", "schedule/default/" + resource.generatedName()));
  }
}

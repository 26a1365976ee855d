package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import dev.slipway.local.template.TemplateException;
import dev.slipway.local.wire.AwsError;
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
        "FlexibleTimeWindow.MaximumWindowInMinutes",
        "FlexibleTimeWindow.Mode",
        "ScheduleExpression",
        "ScheduleExpressionTimezone",
        "State",
        "Target.Arn",
        "Target.DeadLetterConfig.*",
        "Target.Input",
        "Target.RetryPolicy.*",
        "Target.RoleArn",
        "Target.SqsParameters.*");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    try {
      cloud.schedules().add(resource.generatedName(), resource.properties());
    } catch (AwsError e) {
      throw new TemplateException(
          "%s: %s: %s".formatted(resource.stack(), resource.logicalId(), e.getMessage()));
    }
    return ResourceType.withArn(
        resource.generatedName(),
        cloud.arn("scheduler", "schedule/default/" + resource.generatedName()));
  }
}

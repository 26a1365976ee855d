package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// An alarm. Nothing here raises one yet; it is understood, so that templates with alarms run.
final class CloudWatchAlarm implements ResourceType {
  @Override
  public String name() {
    return "AWS::CloudWatch::Alarm";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "AlarmActions",
        "AlarmDescription",
        "ComparisonOperator",
        "Dimensions.*",
        "EvaluationPeriods",
        "MetricName",
        "Metrics.*",
        "Namespace",
        "Period",
        "Statistic",
        "Threshold",
        "TreatMissingData");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    return ResourceType.withArn(
        resource.generatedName(), cloud.arn("cloudwatch", "alarm:" + resource.generatedName()));
  }
}

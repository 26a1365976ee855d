package dev.slipway.infra;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/// What wakes somebody up. Each alarm's name is a heading of `docs/runbook.md`; a test holds both
/// together. Ten alarms are free of charge; think before adding the eleventh.
final class Alarms extends Construct {
  private final Topic topic;

  Alarms(Construct scope, String id, Inbox inbox, Functions functions, HttpApi api) {
    super(scope, id);
    this.topic = Topic.Builder.create(this, "Topic").enforceSsl(true).build();
    alarm(
        "DeadLetters",
        "A delivery failed five times",
        inbox.deadLetters().metricApproximateNumberOfMessagesVisible(every(5)),
        1);
    alarm(
        "DeliveriesWait",
        "The oldest accepted delivery has waited for more than a minute",
        inbox.queue().metricApproximateAgeOfOldestMessage(every(1)),
        60);
    alarm("FunctionErrors", "Functions failed", sum(functions, "Errors"), 5);
    alarm("FunctionThrottles", "Functions were throttled", sum(functions, "Throttles"), 1);
    alarm("ApiErrors", "The HTTP API answered 5xx", api.metricServerError(every(5)), 5);
    alarm(
        "PipelineThrottles",
        "Step Functions refused calls for their rate",
        Metric.Builder.create()
            .namespace("AWS/States")
            .metricName("ThrottledEvents")
            .statistic("Sum")
            .period(Duration.minutes(5))
            .build(),
        1);
  }

  private void alarm(String id, String description, IMetric metric, Number threshold) {
    Alarm.Builder.create(this, id)
        .alarmDescription(description + ". See docs/runbook.md#" + id.toLowerCase(Locale.ROOT))
        .metric(metric)
        .threshold(threshold)
        .evaluationPeriods(1)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
        .treatMissingData(TreatMissingData.NOT_BREACHING)
        .build()
        .addAlarmAction(new SnsAction(topic));
  }

  private static IMetric sum(Functions functions, String metric) {
    var parts = new TreeMap<String, IMetric>();
    for (var function : functions.all()) {
      parts.put(
          "m" + parts.size(),
          function
              .function()
              .metric(
                  metric,
                  MetricOptions.builder().statistic("Sum").period(Duration.minutes(5)).build()));
    }
    return MathExpression.Builder.create()
        .expression(String.join(" + ", List.copyOf(parts.keySet())))
        .usingMetrics(parts)
        .period(Duration.minutes(5))
        .build();
  }

  private static MetricOptions every(int minutes) {
    return MetricOptions.builder().period(Duration.minutes(minutes)).build();
  }
}

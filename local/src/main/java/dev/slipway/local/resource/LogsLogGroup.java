package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// A log group. What functions log goes to the platform's log file.
final class LogsLogGroup implements ResourceType {
  @Override
  public String name() {
    return "AWS::Logs::LogGroup";
  }

  @Override
  public List<String> properties() {
    return List.of("RetentionInDays");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var name = resource.generatedName();
    return ResourceType.withArn(name, cloud.arn("logs", "log-group:" + name + ":*"));
  }
}

package dev.slipway.local.resource;

import dev.slipway.local.lambda.LambdaFunctions;
import dev.slipway.local.template.Stack.Physical;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/// A function: the handler class named in the template, with the environment named there. A
/// function in another language than Java belongs to the CDK itself and is never called here.
final class LambdaFunction implements ResourceType {
  @Override
  public String name() {
    return "AWS::Lambda::Function";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "Architectures",
        "Code.S3Bucket",
        "Code.S3Key",
        "Description",
        "Environment.Variables.*",
        "Handler",
        "Layers",
        "LoggingConfig.*",
        "MemorySize",
        "ReservedConcurrentExecutions",
        "Role",
        "Runtime",
        "SnapStart.*",
        "Timeout",
        "TracingConfig.*");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var properties = resource.properties();
    var name = resource.generatedName();
    if (properties.requireString("Runtime").startsWith("java")) {
      var environment = new TreeMap<>(cloud.functionDefaults());
      properties
          .object("Environment")
          .object("Variables")
          .members()
          .forEach((variable, value) -> environment.put(variable, text(value)));
      environment.put("AWS_LAMBDA_FUNCTION_NAME", name);
      properties
          .number("MemorySize")
          .ifPresent(memory ->
              environment.put(
                  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memory.intValue())));
      cloud
          .functions()
          .deploy(
              new LambdaFunctions.Definition(
                  name,
                  properties.requireString("Handler"),
                  environment,
                  Duration.ofSeconds(
                      properties.number("Timeout").map(Double::longValue).orElse(3L)),
                  properties.number("MemorySize").map(Double::intValue).orElse(128),
                  properties.number("ReservedConcurrentExecutions").map(Double::intValue)));
    }
    return ResourceType.withArn(name, cloud.arn("lambda", "function:" + name));
  }

  private static String text(Json value) {
    return value instanceof Json.Str(var text) ? text : value.text();
  }
}

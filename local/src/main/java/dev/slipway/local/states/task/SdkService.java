package dev.slipway.local.states.task;

import java.util.Map;
import java.util.Optional;

/// A service as tasks name it.
///
/// @param prefix its target prefix
/// @param label how its errors begin: `DynamoDb.` for SDK integrations
/// @param name by which the messages of optimized integrations call it
/// @param wire how its wire spells members
record SdkService(String prefix, String label, String name, Wire wire) {
  /// Tasks spell all members with a capital.
  enum Wire {
    CAPITAL,
    SMALL
  }

  private static final Map<String, SdkService> SDK =
      Map.of(
          "dynamodb", new SdkService("DynamoDB_20120810", "DynamoDb", "DynamoDb", Wire.CAPITAL),
          "sqs", new SdkService("AmazonSQS", "Sqs", "Sqs", Wire.CAPITAL),
          "eventbridge", new SdkService("AWSEvents", "EventBridge", "EventBridge", Wire.CAPITAL),
          "ssm", new SdkService("AmazonSSM", "Ssm", "Ssm", Wire.CAPITAL),
          "secretsmanager",
              new SdkService("secretsmanager", "SecretsManager", "SecretsManager", Wire.CAPITAL),
          "codebuild", new SdkService("CodeBuild_20161006", "CodeBuild", "CodeBuild", Wire.SMALL),
          "sfn", new SdkService("AWSStepFunctions", "Sfn", "Sfn", Wire.SMALL));

  private static final Map<String, SdkService> OPTIMIZED =
      Map.of(
          "dynamodb",
              new SdkService("DynamoDB_20120810", "DynamoDB", "AmazonDynamoDBv2", Wire.CAPITAL),
          "sqs", new SdkService("AmazonSQS", "SQS", "AmazonSQS", Wire.CAPITAL),
          "events", new SdkService("AWSEvents", "EventBridge", "AmazonEventBridge", Wire.CAPITAL),
          "codebuild",
              new SdkService("CodeBuild_20161006", "CodeBuild", "AWSCodeBuild", Wire.SMALL));

  /// @param service `sqs`, or `aws-sdk:sqs`
  static Optional<SdkService> of(String service) {
    return service.startsWith("aws-sdk:")
        ? Optional.ofNullable(SDK.get(service.substring("aws-sdk:".length())))
        : Optional.ofNullable(OPTIMIZED.get(service));
  }

  /// What errors are called that its model does not know.
  String family() {
    return name.endsWith("v2") ? name.substring(0, name.length() - 2) : name;
  }
}

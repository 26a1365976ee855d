package dev.slipway.local.states.task;

import java.util.Map;
import java.util.Optional;

/// A service as tasks name it.
///
/// @param prefix its target prefix
/// @param label how its errors begin: `DynamoDb.` for SDK integrations
/// @param wire how its wire spells members
record SdkService(String prefix, String label, Wire wire) {
  /// Tasks spell all members with a capital.
  enum Wire {
    CAPITAL,
    SMALL
  }

  private static final Map<String, SdkService> SDK =
      Map.of(
          "dynamodb", new SdkService("DynamoDB_20120810", "DynamoDb", Wire.CAPITAL),
          "sqs", new SdkService("AmazonSQS", "Sqs", Wire.CAPITAL),
          "eventbridge", new SdkService("AWSEvents", "EventBridge", Wire.CAPITAL),
          "ssm", new SdkService("AmazonSSM", "Ssm", Wire.CAPITAL),
          "secretsmanager", new SdkService("secretsmanager", "SecretsManager", Wire.CAPITAL),
          "codebuild", new SdkService("CodeBuild_20161006", "CodeBuild", Wire.SMALL),
          "sfn", new SdkService("AWSStepFunctions", "Sfn", Wire.SMALL));

  private static final Map<String, SdkService> OPTIMIZED =
      Map.of(
          "dynamodb", new SdkService("DynamoDB_20120810", "DynamoDB", Wire.CAPITAL),
          "sqs", new SdkService("AmazonSQS", "SQS", Wire.CAPITAL),
          "events", new SdkService("AWSEvents", "EventBridge", Wire.CAPITAL),
          "codebuild", new SdkService("CodeBuild_20161006", "CodeBuild", Wire.SMALL));

  /// @param service `sqs`, or `aws-sdk:sqs`
  static Optional<SdkService> of(String service) {
    return service.startsWith("aws-sdk:")
        ? Optional.ofNullable(SDK.get(service.substring("aws-sdk:".length())))
        : Optional.ofNullable(OPTIMIZED.get(service));
  }
}

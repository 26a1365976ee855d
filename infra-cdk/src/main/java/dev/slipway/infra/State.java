package dev.slipway.infra;

import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableAttributes;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/// What [StatefulStack] holds, as the stateless stack sees it: found by name at deployment.
record State(
    ITable deliveries,
    ITable runs,
    ITable repositories,
    IBucket data,
    ISecret webhookSecret,
    ISecret apiToken,
    ISecret jobTokenKey) {
  static State of(Construct scope, Installation installation) {
    return new State(
        table(scope, "Deliveries", installation.parameter("deliveries-table")),
        table(scope, "Runs", installation.parameter("runs-table")),
        table(scope, "Repositories", installation.parameter("repositories-table")),
        Bucket.fromBucketName(scope, "Data", told(scope, installation.parameter("data-bucket"))),
        secret(scope, "WebhookSecret", installation.parameter("webhook-secret")),
        secret(scope, "ApiToken", installation.parameter("api-token")),
        secret(scope, "JobTokenKey", installation.parameter("job-token-key")));
  }

  private static ITable table(Construct scope, String id, String parameter) {
    return Table.fromTableAttributes(
        scope,
        id,
        TableAttributes.builder()
            .tableName(told(scope, parameter))
            .grantIndexPermissions(true)
            .build());
  }

  private static ISecret secret(Construct scope, String id, String parameter) {
    return Secret.fromSecretCompleteArn(scope, id, told(scope, parameter));
  }

  private static String told(Construct scope, String parameter) {
    return StringParameter.valueForStringParameter(scope, parameter);
  }
}

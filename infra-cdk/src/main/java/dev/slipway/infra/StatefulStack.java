package dev.slipway.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/// What must outlive every release: tables, the data bucket, secrets. Termination is protected and
/// everything is retained when the stack goes. Names travel to [StatelessStack] by Parameter Store.
public final class StatefulStack extends Stack {
  /// Log chunks, run inputs and large webhook bodies expire; artifacts will bring rules of their
  /// own.
  private static final Duration KEEP_LOGS = Duration.days(90);

  private final Installation installation;

  StatefulStack(Construct scope, String id, StackProps props, Installation installation) {
    super(scope, id, props);
    this.installation = installation;
    deliveries();
    runs();
    repositories();
    dataBucket();
    secret(
        "WebhookSecret",
        "webhook-secret",
        "Signs the webhooks that forges send to this installation");
    secret("ApiToken", "api-token", "Bearer token of the status API's administrator");
    secret(
        "JobTokenKey", "job-token-key", "Derives the token of each job, valid for that job only");
    NagAcknowledgements.inStateful(this);
  }

  private void deliveries() {
    var table = table("Deliveries", "id").timeToLiveAttribute("expiresAt").build();
    table.addGlobalSecondaryIndex(index("byTime", "day", "receivedAt"));
    tell("deliveries-table", table.getTableName());
  }

  private void runs() {
    var table = table("Runs", "pk").sortKey(text("sk")).build();
    table.addGlobalSecondaryIndex(index("byTime", "gsi1pk", "gsi1sk"));
    table.addGlobalSecondaryIndex(index("byRepository", "gsi2pk", "gsi2sk"));
    tell("runs-table", table.getTableName());
  }

  private void repositories() {
    tell("repositories-table", table("Repositories", "id").build().getTableName());
  }

  private Table.Builder table(String id, String partitionKey) {
    return Table.Builder.create(this, id)
        .partitionKey(text(partitionKey))
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .pointInTimeRecoverySpecification(
            PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
        .deletionProtection(true)
        .removalPolicy(RemovalPolicy.RETAIN);
  }

  private static GlobalSecondaryIndexProps index(String name, String partition, String sort) {
    return GlobalSecondaryIndexProps.builder()
        .indexName(name)
        .partitionKey(text(partition))
        .sortKey(text(sort))
        .projectionType(ProjectionType.ALL)
        .build();
  }

  private static Attribute text(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }

  private void dataBucket() {
    var bucket =
        Bucket.Builder.create(this, "Data")
            .encryption(BucketEncryption.S3_MANAGED)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .lifecycleRules(
                List.of(
                    expiring("expire-logs", "logs/", KEEP_LOGS),
                    expiring("expire-deliveries", "deliveries/", Duration.days(7)),
                    LifecycleRule.builder()
                        .id("drop-unfinished-uploads")
                        .abortIncompleteMultipartUploadAfter(Duration.days(2))
                        .build()))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    tell("data-bucket", bucket.getBucketName());
  }

  private static LifecycleRule expiring(String id, String prefix, Duration after) {
    return LifecycleRule.builder().id(id).prefix(prefix).expiration(after).build();
  }

  private void secret(String id, String thing, String description) {
    var secret =
        Secret.Builder.create(this, id)
            .description(description)
            .generateSecretString(
                SecretStringGenerator.builder().passwordLength(43).excludePunctuation(true).build())
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    tell(thing, secret.getSecretArn());
  }

  private void tell(String thing, String value) {
    StringParameter.Builder.create(this, "Tell-" + thing)
        .parameterName(installation.parameter(thing))
        .stringValue(value)
        .build();
  }
}

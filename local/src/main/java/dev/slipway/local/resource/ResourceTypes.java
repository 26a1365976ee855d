package dev.slipway.local.resource;

import dev.slipway.local.template.Stack;
import dev.slipway.local.template.Stack.Physical;
import dev.slipway.local.template.TemplateException;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every resource type that this cloud knows.
public final class ResourceTypes implements Stack.Creator {
  private static final List<ResourceType> KNOWN =
      List.of(
          new ApiGatewayApi(),
          new ApiGatewayAuthorizer(),
          new ApiGatewayIntegration(),
          new ApiGatewayRoute(),
          new ApiGatewayStage(),
          new BucketDeployment(),
          new CloudFrontDistribution(),
          new CloudFrontFunction(),
          new CloudFrontOriginAccessControl(),
          new CloudFrontResponseHeadersPolicy(),
          new CloudWatchAlarm(),
          new CodeBuildProject(),
          new DynamoDbTable(),
          new EventsBus(),
          new EventsRule(),
          new IamPolicy(),
          new IamRole(),
          new LambdaAlias(),
          new LambdaEventInvokeConfig(),
          new LambdaEventSourceMapping(),
          new LambdaFunction(),
          new LambdaLayerVersion(),
          new LambdaPermission(),
          new LambdaVersion(),
          new LogsLogGroup(),
          new S3Bucket(),
          new S3BucketPolicy(),
          new SchedulerSchedule(),
          new SecretsManagerSecret(),
          new SnsTopic(),
          new SnsTopicPolicy(),
          new SqsQueue(),
          new SqsQueuePolicy(),
          new SsmParameter());

  private final Map<String, ResourceType> byName = new LinkedHashMap<>();
  private final Cloud cloud;

  public ResourceTypes(Cloud cloud) {
    this.cloud = cloud;
    KNOWN.forEach(type -> byName.put(type.name(), type));
  }

  @Override
  public Physical create(String stack, String logicalId, String type, Json.Obj properties) {
    var known = byName.get(type);
    if (known == null) {
      throw new TemplateException(
          "%s: %s has the type %s, which the local cloud does not know"
              .formatted(stack, logicalId, type));
    }
    new Shape(stack, logicalId, known).check(properties);
    return known.create(new Declaration(stack, logicalId, properties), cloud);
  }
}

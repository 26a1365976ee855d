package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.List;

/// A table; one that is there keeps its items.
final class DynamoDbTable implements ResourceType {
  private static final List<String> CREATED =
      List.of(
          "AttributeDefinitions",
          "BillingMode",
          "DeletionProtectionEnabled",
          "GlobalSecondaryIndexes",
          "KeySchema");

  @Override
  public String name() {
    return "AWS::DynamoDB::Table";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "AttributeDefinitions.*",
        "BillingMode",
        "DeletionProtectionEnabled",
        "GlobalSecondaryIndexes.*",
        "KeySchema.*",
        "PointInTimeRecoverySpecification.*",
        "TimeToLiveSpecification.*");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var name = resource.generatedName();
    var request = Json.object().put("TableName", name);
    for (var property : CREATED) {
      request.put(property, resource.properties().get(property));
    }
    call(cloud, "CreateTable", request.build());
    if (resource.properties().get("TimeToLiveSpecification").isPresent()) {
      call(
          cloud,
          "UpdateTimeToLive",
          Json.object()
              .put("TableName", name)
              .put("TimeToLiveSpecification", resource.properties().get("TimeToLiveSpecification"))
              .build());
    }
    return ResourceType.withArn(name, cloud.arn("dynamodb", "table/" + name));
  }

  /// Says it to the table service; that it was said before is fine.
  private static void call(Cloud cloud, String operation, Json.Obj request) {
    try {
      cloud.tables().call(operation, request.bytes());
    } catch (AwsError e) {
      var known = e.code().equals("ResourceInUseException");
      var same =
          e.code().equals("ValidationException")
              && String.valueOf(e.getMessage()).contains("TimeToLive is already");
      if (!known && !same) {
        throw e;
      }
    }
  }
}

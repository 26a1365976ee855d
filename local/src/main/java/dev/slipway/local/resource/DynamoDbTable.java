package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

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
        "StreamSpecification.StreamViewType",
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
    streamOf(resource).ifPresent(view -> enableStream(name, view, cloud));
    if (resource.properties().get("TimeToLiveSpecification").isPresent()) {
      call(
          cloud,
          "UpdateTimeToLive",
          Json.object()
              .put("TableName", name)
              .put("TimeToLiveSpecification", resource.properties().get("TimeToLiveSpecification"))
              .build());
    }
    var attributes = new HashMap<String, String>();
    attributes.put("Arn", cloud.arn("dynamodb", "table/" + name));
    describe(name, cloud)
        .string("LatestStreamArn")
        .ifPresent(arn -> attributes.put("StreamArn", arn));
    return new Physical(name, attributes);
  }

  private static Optional<String> streamOf(Declaration resource) {
    return resource.properties().object("StreamSpecification").string("StreamViewType");
  }

  private static void enableStream(String table, String view, Cloud cloud) {
    if (!describe(table, cloud).object("StreamSpecification").bool("StreamEnabled").orElse(false)) {
      var stream = Json.object().put("StreamEnabled", true).put("StreamViewType", view).build();
      call(
          cloud,
          "UpdateTable",
          Json.object().put("TableName", table).put("StreamSpecification", stream).build());
    }
  }

  private static Json.Obj describe(String table, Cloud cloud) {
    var request = Json.object().put("TableName", table).build();
    return Json.parseObject(cloud.tables().call("DescribeTable", request.bytes())).object("Table");
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

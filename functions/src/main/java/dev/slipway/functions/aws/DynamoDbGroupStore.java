package dev.slipway.functions.aws;

import static dev.slipway.functions.aws.Attributes.text;

import dev.slipway.ci.concurrency.Group;
import dev.slipway.ci.concurrency.GroupId;
import dev.slipway.ci.concurrency.GroupJson;
import dev.slipway.ci.concurrency.GroupStore;
import dev.slipway.functions.aws.Aws.Service;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;

/// Concurrency groups among the runs, one item a group as long as somebody is in it.
public final class DynamoDbGroupStore implements GroupStore {
  private final Aws aws;
  private final String table;

  public DynamoDbGroupStore(Aws aws, String table) {
    this.aws = aws;
    this.table = table;
  }

  @Override
  public Group load(GroupId id) {
    var get =
        Json.object()
            .put("TableName", table)
            .put("Key", key(id))
            .put("ConsistentRead", true)
            .build();
    var item = aws.call(Service.DYNAMODB, "GetItem", get).object("Item");
    return text(item, "doc")
        .map(doc -> GroupJson.readGroup(Json.parseObject(doc.getBytes(StandardCharsets.UTF_8))))
        .orElse(Group.EMPTY);
  }

  @Override
  public boolean save(GroupId id, Group before, Group next) {
    var write = Json.object().put("TableName", table);
    if (before.isEmpty()) {
      write.put("ConditionExpression", "attribute_not_exists(pk)");
    } else {
      write
          .put("ConditionExpression", "doc = :before")
          .put("ExpressionAttributeValues", Json.object().put(":before", doc(before)).build());
    }
    try {
      if (next.isEmpty()) {
        aws.call(Service.DYNAMODB, "DeleteItem", write.put("Key", key(id)).build());
      } else {
        aws.call(Service.DYNAMODB, "PutItem", write.put("Item", item(id, next)).build());
      }
      return true;
    } catch (AwsException e) {
      if (e.is("ConditionalCheckFailedException")) {
        return false;
      }
      throw e;
    }
  }

  private static Json.Obj key(GroupId id) {
    return Json.object().put("pk", text("GROUP#" + id.key())).put("sk", text("GROUP")).build();
  }

  private static Json.Obj item(GroupId id, Group group) {
    return key(id).with("doc", doc(group));
  }

  private static Json.Obj doc(Group group) {
    return text(GroupJson.write(group).text());
  }
}

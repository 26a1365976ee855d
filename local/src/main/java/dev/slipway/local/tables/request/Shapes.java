package dev.slipway.local.tables.request;

import static dev.slipway.local.tables.request.Shape.flag;
import static dev.slipway.local.tables.request.Shape.integer;
import static dev.slipway.local.tables.request.Shape.item;
import static dev.slipway.local.tables.request.Shape.listOf;
import static dev.slipway.local.tables.request.Shape.mapOf;
import static dev.slipway.local.tables.request.Shape.oneOf;
import static dev.slipway.local.tables.request.Shape.structure;
import static dev.slipway.local.tables.request.Shape.text;

import dev.slipway.local.tables.request.Shape.Structure;

/// The shape of each operation's request; those about tables stand in [TableShapes].
final class Shapes {
  /// A name, or an ARN that ends in it.
  static final Shape TABLE_NAME =
      text(Rule.Matches.of("[a-zA-Z0-9_.:/-]+"), new Rule.NotShorter(3), new Rule.NotLonger(1024));

  static final Shape INDEX_NAME =
      text(Rule.Matches.of("[a-zA-Z0-9_.-]+"), new Rule.NotShorter(3), new Rule.NotLonger(255));

  private static final Shape CAPACITY = oneOf("INDEXES", "TOTAL", "NONE");
  private static final Shape COLLECTIONS = oneOf("SIZE", "NONE");
  private static final Shape RETURN_VALUES =
      oneOf("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");
  private static final Shape ON_FAILURE = oneOf("ALL_OLD", "NONE");
  private static final Shape NAMES = mapOf("java.lang.String", text());

  private static final Shape OPERATOR =
      oneOf(
          "IN",
          "NULL",
          "BETWEEN",
          "LT",
          "NOT_CONTAINS",
          "EQ",
          "GT",
          "NOT_NULL",
          "NE",
          "LE",
          "BEGINS_WITH",
          "GE",
          "CONTAINS");

  private static final Shape CONDITIONS =
      mapOf(
          "com.amazonaws.dynamodb.v20120810.Condition",
          structure("Condition")
              .with("AttributeValueList", listOf(new Shape.Value()))
              .requiring("ComparisonOperator", OPERATOR));

  private static final Shape EXPECTED =
      mapOf(
          "com.amazonaws.dynamodb.v20120810.ExpectedAttributeValue",
          structure("ExpectedAttributeValue")
              .with("AttributeValueList", listOf(new Shape.Value()))
              .with("ComparisonOperator", OPERATOR)
              .with("Exists", flag())
              .with("Value", new Shape.Value()));

  private static final Shape ATTRIBUTES_TO_GET =
      listOf(text(), new Rule.NotShorter(1), new Rule.NotLonger(255));

  private static final Structure WRITE =
      structure("Write")
          .with("ReturnConsumedCapacity", CAPACITY)
          .requiring("TableName", TABLE_NAME)
          .with("ReturnItemCollectionMetrics", COLLECTIONS)
          .with("ReturnValues", RETURN_VALUES)
          .with("ReturnValuesOnConditionCheckFailure", ON_FAILURE)
          .with("ConditionalOperator", oneOf("OR", "AND"))
          .with("Expected", EXPECTED)
          .with("ConditionExpression", text())
          .with("ExpressionAttributeValues", item())
          .with("ExpressionAttributeNames", NAMES);

  private static final Structure PUT_ITEM = WRITE.requiring("Item", item());
  private static final Structure DELETE_ITEM = WRITE.requiring("Key", item());

  private static final Structure UPDATE_ITEM =
      DELETE_ITEM
          .with(
              "AttributeUpdates",
              mapOf(
                  "com.amazonaws.dynamodb.v20120810.AttributeValueUpdate",
                  structure("AttributeValueUpdate")
                      .with("Action", oneOf("ADD", "PUT", "DELETE"))
                      .with("Value", new Shape.Value())))
          .with("UpdateExpression", text());

  private static final Structure GET_ITEM =
      structure("GetItem")
          .with("ReturnConsumedCapacity", CAPACITY)
          .requiring("TableName", TABLE_NAME)
          .requiring("Key", item())
          .with("AttributesToGet", ATTRIBUTES_TO_GET)
          .with("ConsistentRead", flag())
          .with("ProjectionExpression", text())
          .with("ExpressionAttributeNames", NAMES);

  private static final Structure PAGE =
      structure("Page")
          .with(
              "Select",
              oneOf("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"))
          .with("IndexName", INDEX_NAME)
          .with("ReturnConsumedCapacity", CAPACITY)
          .requiring("TableName", TABLE_NAME)
          .with("ConditionalOperator", oneOf("OR", "AND"))
          .with("AttributesToGet", ATTRIBUTES_TO_GET)
          .with("Limit", integer(new Rule.AtLeast(1)))
          .with("ExclusiveStartKey", item())
          .with("ConsistentRead", flag())
          .with("FilterExpression", text())
          .with("ProjectionExpression", text())
          .with("ExpressionAttributeValues", item())
          .with("ExpressionAttributeNames", NAMES);

  private static final Structure QUERY =
      PAGE.with("QueryFilter", CONDITIONS)
          .with("KeyConditions", CONDITIONS)
          .with("KeyConditionExpression", text())
          .with("ScanIndexForward", flag());

  private static final Structure SCAN =
      PAGE.with("TotalSegments", integer(new Rule.AtLeast(1), new Rule.AtMost(1_000_000)))
          .with("Segment", integer(new Rule.AtLeast(0), new Rule.AtMost(999_999)))
          .with("ScanFilter", CONDITIONS);

  private static final Structure BATCH_GET =
      structure("BatchGetItem")
          .with("ReturnConsumedCapacity", CAPACITY)
          .requiring(
              "RequestItems",
              mapOf(
                  "com.amazonaws.dynamodb.v20120810.KeysAndAttributes",
                  structure("KeysAndAttributes")
                      .requiring(
                          "Keys", listOf(item(), new Rule.NotShorter(1), new Rule.NotLonger(100)))
                      .with("AttributesToGet", ATTRIBUTES_TO_GET)
                      .with("ConsistentRead", flag())
                      .with("ProjectionExpression", text())
                      .with("ExpressionAttributeNames", NAMES),
                  new Rule.NotShorter(1),
                  new Rule.NotLonger(100)));

  private static final Structure BATCH_WRITE =
      structure("BatchWriteItem")
          .with("ReturnConsumedCapacity", CAPACITY)
          .with("ReturnItemCollectionMetrics", COLLECTIONS)
          .requiring(
              "RequestItems",
              mapOf(
                  "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>",
                  listOf(
                      structure("WriteRequest")
                          .with(
                              "DeleteRequest", structure("DeleteRequest").requiring("Key", item()))
                          .with("PutRequest", structure("PutRequest").requiring("Item", item())),
                      new Rule.NotShorter(1),
                      new Rule.NotLonger(25)),
                  new Rule.NotShorter(1),
                  new Rule.NotLonger(25)));

  private static final Structure TRANSACT_GET =
      structure("TransactGetItems")
          .with("ReturnConsumedCapacity", CAPACITY)
          .requiring(
              "TransactItems",
              listOf(
                  structure("TransactGetItem").requiring("Get", GET_ITEM),
                  new Rule.NotShorter(1),
                  new Rule.NotLonger(100)));

  private static final Structure TRANSACT_WRITE =
      structure("TransactWriteItems")
          .with("ReturnConsumedCapacity", CAPACITY)
          .with("ReturnItemCollectionMetrics", COLLECTIONS)
          .with("ClientRequestToken", text(new Rule.NotShorter(1), new Rule.NotLonger(36)))
          .requiring(
              "TransactItems",
              listOf(
                  structure("TransactWriteItem")
                      .with("ConditionCheck", DELETE_ITEM.requiring("ConditionExpression", text()))
                      .with("Put", PUT_ITEM)
                      .with("Delete", DELETE_ITEM)
                      .with("Update", UPDATE_ITEM.requiring("UpdateExpression", text())),
                  new Rule.NotShorter(1),
                  new Rule.NotLonger(100)));

  private Shapes() {}

  static Structure of(Operation operation) {
    return switch (operation) {
      case BATCH_GET_ITEM -> BATCH_GET;
      case BATCH_WRITE_ITEM -> BATCH_WRITE;
      case CREATE_TABLE -> TableShapes.CREATE;
      case DELETE_ITEM -> DELETE_ITEM;
      case DELETE_TABLE, DESCRIBE_TABLE, DESCRIBE_TIME_TO_LIVE, DESCRIBE_CONTINUOUS_BACKUPS ->
          TableShapes.NAMED;
      case DESCRIBE_ENDPOINTS, DESCRIBE_LIMITS -> structure("Empty");
      case GET_ITEM -> GET_ITEM;
      case LIST_TABLES -> TableShapes.LIST;
      case LIST_TAGS_OF_RESOURCE -> TableShapes.LIST_TAGS;
      case PUT_ITEM -> PUT_ITEM;
      case QUERY -> QUERY;
      case SCAN -> SCAN;
      case TAG_RESOURCE -> TableShapes.TAG;
      case TRANSACT_GET_ITEMS -> TRANSACT_GET;
      case TRANSACT_WRITE_ITEMS -> TRANSACT_WRITE;
      case UNTAG_RESOURCE -> TableShapes.UNTAG;
      case UPDATE_CONTINUOUS_BACKUPS -> TableShapes.UPDATE_BACKUPS;
      case UPDATE_ITEM -> UPDATE_ITEM;
      case UPDATE_TABLE -> TableShapes.UPDATE;
      case UPDATE_TIME_TO_LIVE -> TableShapes.UPDATE_TTL;
    };
  }
}

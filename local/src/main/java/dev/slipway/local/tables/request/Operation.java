package dev.slipway.local.tables.request;

import java.util.Optional;

/// The operations of DynamoDB that there are here.
public enum Operation {
  BATCH_GET_ITEM("BatchGetItem"),
  BATCH_WRITE_ITEM("BatchWriteItem"),
  CREATE_TABLE("CreateTable"),
  DELETE_ITEM("DeleteItem"),
  DELETE_TABLE("DeleteTable"),
  DESCRIBE_CONTINUOUS_BACKUPS("DescribeContinuousBackups"),
  DESCRIBE_ENDPOINTS("DescribeEndpoints"),
  DESCRIBE_LIMITS("DescribeLimits"),
  DESCRIBE_TABLE("DescribeTable"),
  DESCRIBE_TIME_TO_LIVE("DescribeTimeToLive"),
  GET_ITEM("GetItem"),
  LIST_TABLES("ListTables"),
  LIST_TAGS_OF_RESOURCE("ListTagsOfResource"),
  PUT_ITEM("PutItem"),
  QUERY("Query"),
  SCAN("Scan"),
  TAG_RESOURCE("TagResource"),
  TRANSACT_GET_ITEMS("TransactGetItems"),
  TRANSACT_WRITE_ITEMS("TransactWriteItems"),
  UNTAG_RESOURCE("UntagResource"),
  UPDATE_CONTINUOUS_BACKUPS("UpdateContinuousBackups"),
  UPDATE_ITEM("UpdateItem"),
  UPDATE_TABLE("UpdateTable"),
  UPDATE_TIME_TO_LIVE("UpdateTimeToLive");

  private final String wireName;

  Operation(String wireName) {
    this.wireName = wireName;
  }

  public static Optional<Operation> named(String name) {
    for (var operation : values()) {
      if (operation.wireName.equals(name)) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }
}

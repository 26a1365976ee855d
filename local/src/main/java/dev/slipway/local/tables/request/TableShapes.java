package dev.slipway.local.tables.request;

import static dev.slipway.local.tables.request.Shape.flag;
import static dev.slipway.local.tables.request.Shape.integer;
import static dev.slipway.local.tables.request.Shape.large;
import static dev.slipway.local.tables.request.Shape.listOf;
import static dev.slipway.local.tables.request.Shape.oneOf;
import static dev.slipway.local.tables.request.Shape.structure;
import static dev.slipway.local.tables.request.Shape.text;

import dev.slipway.local.tables.request.Shape.Structure;

/// The shapes of requests about tables.
final class TableShapes {
  private static final Shape NEW_NAME =
      text(Rule.Matches.of("[a-zA-Z0-9_.-]+"), new Rule.NotShorter(3), new Rule.NotLonger(255));

  private static final Shape THROUGHPUT =
      structure("ProvisionedThroughput")
          .requiring("WriteCapacityUnits", large(new Rule.AtLeast(1)))
          .requiring("ReadCapacityUnits", large(new Rule.AtLeast(1)));

  private static final Shape DEFINITIONS =
      listOf(
          structure("AttributeDefinition")
              .requiring("AttributeName", text(new Rule.NotShorter(1), new Rule.NotLonger(255)))
              .requiring("AttributeType", oneOf("B", "N", "S")));

  private static final Shape KEY_SCHEMA =
      listOf(
          structure("KeySchemaElement")
              .requiring("AttributeName", text(new Rule.NotShorter(1), new Rule.NotLonger(255)))
              .requiring("KeyType", oneOf("HASH", "RANGE")),
          new Rule.NotShorter(1),
          new Rule.NotLonger(2));

  private static final Structure LOCAL_INDEX =
      structure("LocalSecondaryIndex")
          .requiring("IndexName", Shapes.INDEX_NAME)
          .requiring("KeySchema", KEY_SCHEMA)
          .requiring(
              "Projection",
              structure("Projection")
                  .with("ProjectionType", oneOf("ALL", "INCLUDE", "KEYS_ONLY"))
                  .with(
                      "NonKeyAttributes",
                      listOf(
                          text(new Rule.NotShorter(1), new Rule.NotLonger(255)),
                          new Rule.NotShorter(1),
                          new Rule.NotLonger(20))));

  private static final Structure GLOBAL_INDEX =
      LOCAL_INDEX
          .with("ProvisionedThroughput", THROUGHPUT)
          .with(
              "OnDemandThroughput",
              structure("OnDemandThroughput")
                  .with("MaxReadRequestUnits", large())
                  .with("MaxWriteRequestUnits", large()));

  private static final Structure SETTINGS =
      structure("Table")
          .with("BillingMode", oneOf("PROVISIONED", "PAY_PER_REQUEST"))
          .with("ProvisionedThroughput", THROUGHPUT)
          .with("DeletionProtectionEnabled", flag())
          .with("TableClass", oneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS"))
          .with(
              "StreamSpecification",
              structure("StreamSpecification")
                  .requiring("StreamEnabled", flag())
                  .with(
                      "StreamViewType",
                      oneOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY")))
          .with(
              "SSESpecification",
              structure("SSESpecification")
                  .with("Enabled", flag())
                  .with("SSEType", oneOf("AES256", "KMS"))
                  .with("KMSMasterKeyId", text()));

  private static final Shape TAGS =
      listOf(
          structure("Tag")
              .requiring("Key", text(new Rule.NotShorter(1), new Rule.NotLonger(128)))
              .requiring("Value", text(new Rule.NotLonger(256))));

  static final Structure CREATE =
      SETTINGS
          .requiring("AttributeDefinitions", DEFINITIONS)
          .requiring("TableName", NEW_NAME)
          .requiring("KeySchema", KEY_SCHEMA)
          .with("LocalSecondaryIndexes", listOf(LOCAL_INDEX))
          .with("GlobalSecondaryIndexes", listOf(GLOBAL_INDEX))
          .with("Tags", TAGS)
          .with("ResourcePolicy", text(new Rule.NotShorter(1)));

  static final Structure UPDATE =
      SETTINGS
          .with("AttributeDefinitions", DEFINITIONS)
          .requiring("TableName", Shapes.TABLE_NAME)
          .with(
              "GlobalSecondaryIndexUpdates",
              listOf(
                  structure("GlobalSecondaryIndexUpdate")
                      .with(
                          "Update",
                          structure("UpdateGlobalSecondaryIndexAction")
                              .requiring("IndexName", Shapes.INDEX_NAME)
                              .with("ProvisionedThroughput", THROUGHPUT))
                      .with("Create", GLOBAL_INDEX)
                      .with(
                          "Delete",
                          structure("DeleteGlobalSecondaryIndexAction")
                              .requiring("IndexName", Shapes.INDEX_NAME))))
          .with("ReplicaUpdates", listOf(structure("ReplicationGroupUpdate")));

  static final Structure NAMED = structure("Table").requiring("TableName", Shapes.TABLE_NAME);

  static final Structure LIST =
      structure("ListTables")
          .with("Limit", integer(new Rule.AtLeast(1), new Rule.AtMost(100)))
          .with("ExclusiveStartTableName", NEW_NAME);

  static final Structure UPDATE_TTL =
      structure("UpdateTimeToLive")
          .requiring("TableName", Shapes.TABLE_NAME)
          .requiring(
              "TimeToLiveSpecification",
              structure("TimeToLiveSpecification")
                  .requiring("AttributeName", text(new Rule.NotShorter(1), new Rule.NotLonger(255)))
                  .requiring("Enabled", flag()));

  static final Structure TAG =
      structure("TagResource").requiring("ResourceArn", arn()).requiring("Tags", TAGS);

  static final Structure UNTAG =
      structure("UntagResource")
          .requiring("ResourceArn", arn())
          .requiring("TagKeys", listOf(text()));

  static final Structure LIST_TAGS =
      structure("ListTagsOfResource").requiring("ResourceArn", arn()).with("NextToken", text());

  static final Structure UPDATE_BACKUPS =
      structure("UpdateContinuousBackups")
          .requiring("TableName", Shapes.TABLE_NAME)
          .requiring(
              "PointInTimeRecoverySpecification",
              structure("PointInTimeRecoverySpecification")
                  .requiring("PointInTimeRecoveryEnabled", flag())
                  .with("RecoveryPeriodInDays", integer(new Rule.AtLeast(1), new Rule.AtMost(35))));

  private TableShapes() {}

  private static Shape arn() {
    return text(new Rule.NotShorter(1), new Rule.NotLonger(1283));
  }
}

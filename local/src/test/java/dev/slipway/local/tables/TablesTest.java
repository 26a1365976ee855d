package dev.slipway.local.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.local.store.Store;
import dev.slipway.local.wire.AwsError;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {
  private static final String RUNS =
      """
      {"TableName":"runs","BillingMode":"PAY_PER_REQUEST",
       "AttributeDefinitions":[
         {"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},
         {"AttributeName":"repo","AttributeType":"S"}],
       "KeySchema":[
         {"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
       "GlobalSecondaryIndexes":[
         {"IndexName":"byRepo","Projection":{"ProjectionType":"ALL"},
          "KeySchema":[
            {"AttributeName":"repo","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}]}]}
      """;

  private final Calls dynamo = Calls.inMemory();

  @BeforeEach
  void createTable() {
    dynamo.call("CreateTable", RUNS);
  }

  private void put(String pk, int sk, String repo) {
    dynamo.call(
        "PutItem",
        """
        {"TableName":"runs","Item":{"pk":{"S":"%s"},"sk":{"N":"%d"},"repo":{"S":"%s"}}}
        """
            .formatted(pk, sk, repo));
  }

  @Test
  void refusesAPutWhoseConditionFails() {
    put("a", 1, "x");
    var again =
        """
        {"TableName":"runs","Item":{"pk":{"S":"a"},"sk":{"N":"1"}},
         "ConditionExpression":"attribute_not_exists(pk)",
         "ReturnValuesOnConditionCheckFailure":"ALL_OLD"}
        """;

    assertThatThrownBy(() -> dynamo.call("PutItem", again))
        .isInstanceOfSatisfying(
            AwsError.class,
            error -> {
              assertThat(error.code()).isEqualTo("ConditionalCheckFailedException");
              assertThat(error.details().text())
                  .isEqualTo(
                      "{\"Item\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"},\"repo\":{\"S\":\"x\"}}}");
            });
  }

  @Test
  void countsAsTheRunStoreDoes() {
    var add =
        """
        {"TableName":"runs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},
         "UpdateExpression":"ADD runNumber :one","ExpressionAttributeValues":{":one":{"N":"1"}},
         "ReturnValues":"UPDATED_NEW"}
        """;

    dynamo.call("UpdateItem", add);

    assertThat(dynamo.call("UpdateItem", add))
        .isEqualTo("{\"Attributes\":{\"runNumber\":{\"N\":\"2\"}}}");
  }

  @Test
  void pagesThroughAnIndexBackwards() {
    for (var i = 9; i <= 11; i++) {
      put("run" + i, i, "x");
    }
    put("other", 10, "y");
    var query =
        """
        {"TableName":"runs","IndexName":"byRepo","ScanIndexForward":false,"Limit":2,
         "KeyConditionExpression":"repo = :r AND sk > :zero",
         "ProjectionExpression":"sk",
         "ExpressionAttributeValues":{":r":{"S":"x"},":zero":{"N":"0"}}%s}
        """;

    var first = dynamo.call("Query", query.formatted(""));
    var key = "{\"pk\":{\"S\":\"run10\"},\"sk\":{\"N\":\"10\"},\"repo\":{\"S\":\"x\"}}";
    assertThat(first)
        .isEqualTo(
            "{\"Items\":[{\"sk\":{\"N\":\"11\"}},{\"sk\":{\"N\":\"10\"}}],\"Count\":2,\"ScannedCount\":2,"
                + "\"LastEvaluatedKey\":"
                + key
                + "}");
    assertThat(dynamo.call("Query", query.formatted(",\"ExclusiveStartKey\":" + key)))
        .isEqualTo("{\"Items\":[{\"sk\":{\"N\":\"9\"}}],\"Count\":1,\"ScannedCount\":1}");
  }

  @Test
  void hasEverythingAfterAReopen(@TempDir Path folder) {
    var file = folder.resolve("store");
    try (var store = Store.open(file, Store.Durability.PROCESS)) {
      var before = Calls.over(store);
      before.call("CreateTable", RUNS);
      before.call(
          "PutItem",
          "{\"TableName\":\"runs\",\"Item\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"},\"repo\":{\"S\":\"x\"}}}");
    }
    try (var store = Store.open(file, Store.Durability.PROCESS)) {
      var after = Calls.over(store);
      assertThat(after.call("Scan", "{\"TableName\":\"runs\",\"IndexName\":\"byRepo\"}"))
          .isEqualTo(
              "{\"Items\":[{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"},\"repo\":{\"S\":\"x\"}}],\"Count\":1,\"ScannedCount\":1}");
    }
  }
}

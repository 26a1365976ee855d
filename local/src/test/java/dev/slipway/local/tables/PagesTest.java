package dev.slipway.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Pages end at a megabyte or at the limit, whichever comes first.
class PagesTest {
  private static final int ITEMS = 25;

  private final Calls dynamo = Calls.inMemory();

  @BeforeEach
  void fill() {
    dynamo.call(
        "CreateTable",
        """
        {"TableName":"pages","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"},
           {"AttributeName":"r","AttributeType":"N"}],
         "KeySchema":[{"AttributeName":"h","KeyType":"HASH"},
           {"AttributeName":"r","KeyType":"RANGE"}]}
        """);
    for (var i = 0; i < ITEMS; i++) {
      dynamo.call(
          "PutItem",
          "{\"TableName\":\"pages\",\"Item\":{\"h\":{\"S\":\"p\"},\"r\":{\"N\":\"%d\"},\"text\":{\"S\":\"%s\"},\"odd\":{\"BOOL\":%s}}}"
              .formatted(i, "x".repeat(100_000), i % 2 == 1));
    }
  }

  /// The pages of a query, each with the sort keys that it has.
  private List<List<Integer>> pages(String more) {
    var pages = new ArrayList<List<Integer>>();
    Optional<Json> start = Optional.empty();
    do {
      var page = query(more + start.map(key -> ",\"ExclusiveStartKey\":" + key.text()).orElse(""));
      pages.add(
          page.array("Items").stream()
              .map(item -> ((Json.Obj) item).object("r").requireString("N"))
              .map(Integer::valueOf)
              .toList());
      start = page.get("LastEvaluatedKey");
    } while (start.isPresent());
    return pages;
  }

  private Json.Obj query(String more) {
    return (Json.Obj)
        Json.parse(
            dynamo.call(
                "Query",
                "{\"TableName\":\"pages\",\"KeyConditionExpression\":\"h = :p\",\"ExpressionAttributeValues\":{\":p\":{\"S\":\"p\"}%s}"
                    .formatted(more.startsWith("@") ? more.substring(1) : "}" + more)));
  }

  @Test
  void aPageEndsWithTheItemThatMakesItAMegabyte() {
    var pages = pages("");
    assertThat(pages).extracting(List::size).containsExactly(11, 11, 3);
    assertThat(pages.stream().flatMap(List::stream)).isSorted().hasSize(ITEMS);
  }

  @Test
  void aPageHasNoMoreThanTheLimit() {
    assertThat(pages(",\"Limit\":10")).extracting(List::size).containsExactly(10, 10, 5);
    // Behind the last item, nobody knows yet that there is no more.
    assertThat(pages(",\"Limit\":5").getLast()).isEmpty();
    assertThat(pages(",\"Limit\":5,\"ScanIndexForward\":false").getFirst())
        .containsExactly(24, 23, 22, 21, 20);
  }

  @Test
  void whatTheFilterLeavesOutIsReadAllTheSame() {
    var page = query("@,\":no\":{\"BOOL\":false}},\"FilterExpression\":\"odd = :no\"");
    assertThat(page.requireInt("ScannedCount")).isEqualTo(11);
    assertThat(page.requireInt("Count")).isEqualTo(6);
  }

  @Test
  void aPageCostsWhatItReads() {
    var page = query(",\"Select\":\"COUNT\",\"ReturnConsumedCapacity\":\"TOTAL\"");
    assertThat(page.get("Items")).isEmpty();
    // 11 items of 100 KB and a few bytes, half a unit for each 4 KB
    assertThat(page.object("ConsumedCapacity").requireNumber("CapacityUnits")).isEqualTo(134.5);
    var twice = query(",\"ConsistentRead\":true,\"ReturnConsumedCapacity\":\"TOTAL\"");
    assertThat(twice.object("ConsumedCapacity").requireNumber("CapacityUnits")).isEqualTo(269);
  }
}

package dev.slipway.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.lambda.StreamSource.Failing;
import dev.slipway.local.lambda.StreamSource.Mapping;
import dev.slipway.local.lambda.StreamSource.Start;
import dev.slipway.local.store.Store;
import dev.slipway.local.tables.Tables;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A function follows a table's changes.
class StreamSourceTest {
  private static final Failing ENDLESS =
      new Failing(false, Optional.empty(), Optional.empty(), Optional.empty());

  @TempDir Path folder;
  private SteppedScheduler scheduler = new SteppedScheduler();
  private final List<List<String>> batches = new ArrayList<>();
  private final List<Json.Obj> letters = new ArrayList<>();
  private Json.Obj lastRecord = Json.Obj.EMPTY;
  private Function<List<Json.Obj>, String> function = _ -> "";
  private Store store;
  private Tables tables;

  @BeforeEach
  void open() {
    scheduler = new SteppedScheduler(scheduler.instant());
    store = Store.open(folder.resolve("store"), Store.Durability.PROCESS);
    tables = new Tables(store, scheduler, "eu-west-1", "111122223333");
  }

  @AfterEach
  void close() {
    tables.close();
    store.close();
  }

  private void table() {
    call(
        "CreateTable",
        """
        {"TableName":"tide","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"k","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"k","KeyType":"HASH"}],
         "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}}
        """);
  }

  private Json.Obj call(String operation, String json) {
    return Json.parseObject(tables.call(operation, json.getBytes(StandardCharsets.UTF_8)));
  }

  private void put(String... keys) {
    for (var key : keys) {
      call("PutItem", "{\"TableName\":\"tide\",\"Item\":{\"k\":{\"S\":\"%s\"}}}".formatted(key));
    }
  }

  private StreamSource follow(
      Start start, int batch, boolean partial, Duration window, Failing failing) {
    return follow(start, batch, partial, window, failing, Filters.NONE);
  }

  private StreamSource follow(
      Start start, int batch, boolean partial, Duration window, Failing failing, Filters filters) {
    var arn =
        call("DescribeTable", "{\"TableName\":\"tide\"}")
            .object("Table")
            .requireString("LatestStreamArn");
    var source =
        new StreamSource(
            new Mapping("m", arn, "f", start, batch, partial, window, failing, filters),
            new StreamSource.Surroundings(
                store, scheduler, Chance.seeded(1), tables.streams(), this::invoke));
    source.start((to, letter) -> {
      if (to.equals("arn:full")) {
        throw new AwsError(503, "ServiceUnavailable", "full");
      }
      letters.add(letter.with("to", Json.of(to)));
    });
    scheduler.run();
    return source;
  }

  private byte[] invoke(String name, byte[] event) {
    var records =
        Json.parseObject(event).array("Records").stream().map(Json.Obj.class::cast).toList();
    lastRecord = records.getLast();
    batches.add(records.stream().map(StreamSourceTest::key).toList());
    return function.apply(records).getBytes(StandardCharsets.UTF_8);
  }

  private static String key(Json.Obj record) {
    return record.object("dynamodb").object("Keys").object("k").requireString("S");
  }

  /// Throws whenever such a record is in the batch.
  private void failOn(String key) {
    function =
        records -> {
          if (records.stream().map(StreamSourceTest::key).anyMatch(key::equals)) {
            throw new FunctionInvoker.FunctionError("E", "cannot " + key);
          }
          return "";
        };
  }

  /// Reports whatever records have that key.
  private void report(String key) {
    function =
        records ->
            Json.object()
                .put(
                    "batchItemFailures",
                    Json.array(
                        records.stream()
                            .filter(record -> key(record).equals(key))
                            .map(record -> record.object("dynamodb").get("SequenceNumber"))
                            .map(number -> Json.object().put("itemIdentifier", number).build())
                            .toList()))
                .build()
                .text();
  }

  @Test
  void passesByWhatNoFilterWants() {
    table();
    var pattern = "{\"dynamodb\":{\"Keys\":{\"k\":{\"S\":[{\"prefix\":\"w\"}]}}}}";
    var filters =
        Filters.of(
            Json.object()
                .put("Filters", Json.array(List.of(Json.object().put("Pattern", pattern).build())))
                .build());
    var source = follow(Start.LATEST, 2, false, Duration.ZERO, ENDLESS, filters);
    put("a", "b");
    scheduler.run();
    assertThat(batches).isEmpty();
    put("w1", "c", "w2", "w3", "d");
    scheduler.run();
    assertThat(batches).containsExactly(List.of("w1", "w2"), List.of("w3"));
    source.close();
    follow(Start.LATEST, 2, false, Duration.ZERO, ENDLESS, filters);
    assertThat(batches).hasSize(2);
  }

  @Test
  void givesChangesInOrderAsAwsHasThem() {
    table();
    follow(Start.LATEST, 10, false, Duration.ZERO, ENDLESS);
    put("a", "b");
    scheduler.run();
    assertThat(batches).containsExactly(List.of("a", "b"));
    assertThat(lastRecord.requireString("eventName")).isEqualTo("INSERT");
    assertThat(lastRecord.requireString("eventSource")).isEqualTo("aws:dynamodb");
    assertThat(lastRecord.requireString("eventSourceARN"))
        .startsWith("arn:aws:dynamodb:eu-west-1:111122223333:table/tide/stream/");
    assertThat(lastRecord.object("dynamodb").object("NewImage").text())
        .isEqualTo("{\"k\":{\"S\":\"b\"}}");
  }

  @Test
  void beginsWhereTheMappingSays() {
    table();
    put("before");
    var source = follow(Start.LATEST, 10, false, Duration.ZERO, ENDLESS);
    assertThat(batches).isEmpty();
    source.close();
    store.write(() -> store.map("lambda.streams").clear());
    follow(Start.TRIM_HORIZON, 10, false, Duration.ZERO, ENDLESS);
    assertThat(batches).containsExactly(List.of("before"));
  }

  @Test
  void makesBatchesOfTheirSize() {
    table();
    put("a", "b", "c");
    follow(Start.TRIM_HORIZON, 2, false, Duration.ZERO, ENDLESS);
    assertThat(batches).containsExactly(List.of("a", "b"), List.of("c"));
  }

  @Test
  void waitsForABatchToFill() {
    table();
    follow(Start.LATEST, 3, false, Duration.ofSeconds(5), ENDLESS);
    put("a");
    scheduler.advance(Duration.ofSeconds(4));
    put("b");
    scheduler.run();
    assertThat(batches).isEmpty();
    scheduler.advance(Duration.ofSeconds(1));
    assertThat(batches).containsExactly(List.of("a", "b"));
    put("c", "d", "e");
    scheduler.run();
    assertThat(batches.getLast()).containsExactly("c", "d", "e");
  }

  @Test
  void aFailedBatchHoldsUpThoseBehindIt() {
    table();
    follow(Start.LATEST, 1, false, Duration.ZERO, ENDLESS);
    failOn("a");
    put("a", "b");
    scheduler.advance(Duration.ofSeconds(3));
    assertThat(batches).containsExactly(List.of("a"), List.of("a"), List.of("a"));
    function = _ -> "";
    scheduler.advance(Duration.ofMinutes(1));
    assertThat(batches.subList(3, 5)).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void givesUpAfterItsRetriesAndTellsWhere() {
    table();
    var failing =
        new Failing(false, Optional.of(2), Optional.empty(), Optional.of("arn:aws:sqs:::dead"));
    follow(Start.LATEST, 2, false, Duration.ZERO, failing);
    failOn("a");
    put("a", "b", "c");
    scheduler.advance(Duration.ofMinutes(5));
    assertThat(batches)
        .containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("a", "b"), List.of("c"));
    assertThat(letters).hasSize(1);
    var letter = letters.getFirst();
    assertThat(letter.requireString("to")).isEqualTo("arn:aws:sqs:::dead");
    assertThat(letter.object("requestContext").requireString("condition"))
        .isEqualTo("RetryAttemptsExhausted");
    assertThat(letter.object("requestContext").requireInt("approximateInvokeCount")).isEqualTo(3);
    assertThat(letter.object("DDBStreamBatchInfo").requireInt("batchSize")).isEqualTo(2);
    assertThat(letter.object("DDBStreamBatchInfo").requireString("startSequenceNumber"))
        .isLessThan(letter.object("DDBStreamBatchInfo").requireString("endSequenceNumber"));
  }

  @Test
  void keepsWhatItsDestinationDoesNotTake() {
    table();
    var failing = new Failing(false, Optional.of(0), Optional.empty(), Optional.of("arn:full"));
    follow(Start.LATEST, 1, false, Duration.ZERO, failing);
    failOn("a");
    put("a", "b");
    scheduler.advance(Duration.ofMinutes(3));
    assertThat(batches).doesNotContain(List.of("b"));
    function = _ -> "";
    scheduler.advance(Duration.ofMinutes(3));
    assertThat(batches.getLast()).containsExactly("b");
  }

  @Test
  void bisectsUntilOnlyTheBadRecordIsLeft() {
    table();
    var failing = new Failing(true, Optional.of(0), Optional.empty(), Optional.of("arn:dead"));
    follow(Start.LATEST, 4, false, Duration.ZERO, failing);
    failOn("c");
    put("a", "b", "c", "d");
    scheduler.advance(Duration.ofMinutes(1));
    assertThat(batches)
        .containsExactly(
            List.of("a", "b", "c", "d"),
            List.of("a", "b"),
            List.of("c", "d"),
            List.of("c"),
            List.of("d"));
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().object("DDBStreamBatchInfo").requireInt("batchSize"))
        .isEqualTo(1);
  }

  @Test
  void goesOnFromTheFirstRecordThatTheFunctionReports() {
    table();
    follow(Start.LATEST, 4, true, Duration.ZERO, ENDLESS);
    report("c");
    put("a", "b", "c", "d");
    scheduler.run();
    function = _ -> "{\"batchItemFailures\":[]}";
    scheduler.advance(Duration.ofSeconds(1));
    assertThat(batches).containsExactly(List.of("a", "b", "c", "d"), List.of("c", "d"));
  }

  @Test
  void triesAllAgainWhenTheReportMakesNoSense() {
    table();
    follow(Start.LATEST, 4, true, Duration.ZERO, ENDLESS);
    function = _ -> "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}";
    put("a", "b");
    scheduler.run();
    function = _ -> "";
    scheduler.advance(Duration.ofSeconds(1));
    assertThat(batches).containsExactly(List.of("a", "b"), List.of("a", "b"));
  }

  @Test
  void leavesRecordsThatBecameTooOld() {
    table();
    var failing =
        new Failing(
            false, Optional.empty(), Optional.of(Duration.ofMinutes(2)), Optional.of("arn:dead"));
    follow(Start.LATEST, 1, false, Duration.ZERO, failing);
    failOn("a");
    put("a");
    scheduler.advance(Duration.ofMinutes(10));
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().object("requestContext").requireString("condition"))
        .isEqualTo("RecordAgeExceeded");
    put("b");
    scheduler.run();
    assertThat(batches.getLast()).containsExactly("b");
  }

  @Test
  void goesOnWhereAnEarlierProcessStopped() {
    table();
    var source = follow(Start.LATEST, 1, false, Duration.ZERO, ENDLESS);
    failOn("b");
    put("a", "b");
    scheduler.run();
    source.close();
    put("c");
    close();
    batches.clear();
    function = _ -> "";
    open();
    follow(Start.LATEST, 10, false, Duration.ZERO, ENDLESS);
    assertThat(batches).containsExactly(List.of("b", "c"));
  }

  @Test
  void tellsOfItemsThatExpired() {
    table();
    call(
        "UpdateTimeToLive",
        """
        {"TableName":"tide","TimeToLiveSpecification":{"AttributeName":"end","Enabled":true}}
        """);
    follow(Start.LATEST, 10, false, Duration.ZERO, ENDLESS);
    var end = scheduler.instant().plusSeconds(60).getEpochSecond();
    call(
        "PutItem",
        "{\"TableName\":\"tide\",\"Item\":{\"k\":{\"S\":\"a\"},\"end\":{\"N\":\"%d\"}}}"
            .formatted(end));
    scheduler.advance(Duration.ofHours(1));
    assertThat(batches).containsExactly(List.of("a"), List.of("a"));
    assertThat(lastRecord.requireString("eventName")).isEqualTo("REMOVE");
    assertThat(lastRecord.object("userIdentity").requireString("principalId"))
        .isEqualTo("dynamodb.amazonaws.com");
  }
}

package dev.slipway.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.bill.Bill;
import dev.slipway.local.queues.Queues;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.local.wire.AwsPort;
import dev.slipway.model.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lambda on the wire.
class LambdaTest {
  @TempDir Path folder;
  private SteppedScheduler scheduler = new SteppedScheduler();
  private final List<Json.Obj> letters = new ArrayList<>();
  private final List<String> lines = java.util.Collections.synchronizedList(new ArrayList<>());
  private Store store;
  private Queues queues;
  private LambdaFunctions functions;
  private AwsPort port;

  @BeforeEach
  void open() {
    SampleHandler.EVENTS.clear();
    scheduler = new SteppedScheduler(scheduler.instant());
    store = Store.open(folder.resolve("store"), Store.Durability.PROCESS);
    var chance = Chance.seeded(3);
    port = new AwsPort();
    queues = new Queues(store, scheduler, chance, port.port(), "eu-west-1", "000000000000");
    functions =
        new LambdaFunctions(
            new LambdaFunctions.Surroundings(
                store,
                scheduler,
                chance,
                Calls.onThreads(),
                (function, id, text) -> lines.add(text),
                "eu-west-1",
                "000000000000"),
            new Bill());
    functions.deploy(
        new LambdaFunctions.Definition(
            "sample",
            SampleHandler.class.getName() + "::handleRequest",
            Map.of("VARIABLE", "value"),
            Duration.ofSeconds(1),
            512,
            Optional.empty()));
    functions.publish("sample", 1);
    functions.alias("sample", "live", "1");
    functions.start((arn, letter) -> letters.add(letter.with("to", Json.of(arn))));
    port.with(new LambdaRest(functions, "000000000000").service()).start(scheduler);
  }

  @AfterEach
  void close() {
    port.close();
    functions.close();
    store.close();
  }

  private HttpResponse<byte[]> invoke(String function, String event, String... headers) {
    return port.send(
        "POST",
        "/2015-03-31/functions/" + function + "/invocations",
        "lambda",
        event.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
        headers);
  }

  private Json.Obj get(String path) {
    return Json.parseObject(port.send("GET", path, "lambda", new byte[0]).body());
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void callsByEveryNameAndTellsTheTruthOfTheCall() {
    for (var name :
        List.of("sample:live", "arn:aws:lambda:eu-west-1:000000000000:function:sample:live")) {
      var answer = invoke(name, "{}");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "X-Amz-Executed-Version")).isEqualTo("1");
      var told = Json.parseObject(answer.body());
      assertThat(told.requireString("version")).isEqualTo("1");
      assertThat(told.requireString("arn"))
          .isEqualTo("arn:aws:lambda:eu-west-1:000000000000:function:sample:live");
      assertThat(told.requireNumber("memory")).isEqualTo(512);
      assertThat(told.requireString("variable")).isEqualTo("value");
    }
    assertThat(header(invoke("sample", "{}"), "X-Amz-Executed-Version")).isEqualTo("$LATEST");
  }

  @Test
  void tellsErrorsAndTheEndOfTheLog() {
    var answer = invoke("sample", "{'fail':true,'say':'hello'}", "X-Amz-Log-Type", "Tail");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "X-Amz-Function-Error")).isEqualTo("Unhandled");
    assertThat(Json.parseObject(answer.body()).requireString("errorType"))
        .isEqualTo("java.lang.IllegalStateException");
    var log =
        new String(
            Base64.getDecoder().decode(header(answer, "X-Amz-Log-Result")), StandardCharsets.UTF_8);
    assertThat(log)
        .contains("START RequestId: " + header(answer, "x-amzn-RequestId"), "saw hello", "REPORT");
    assertThat(lines).contains("saw hello");
  }

  @Test
  void cutsOffWhatTakesTooLong() {
    var told = Json.parseObject(invoke("sample", "{'hang':true}").body());
    assertThat(told.requireString("errorType")).isEqualTo("Sandbox.Timedout");
    assertThat(told.requireString("errorMessage")).contains("timed out after 1.00 seconds");
  }

  @Test
  void refusesWhatLambdaRefuses() {
    assertThat(invoke("none", "{}").statusCode()).isEqualTo(404);
    assertThat(header(invoke("sample:9", "{}"), "x-amzn-ErrorType"))
        .isEqualTo("ResourceNotFoundException");
    assertThat(header(invoke("sample", "{x"), "x-amzn-ErrorType"))
        .isEqualTo("InvalidRequestContentException");
    assertThat(invoke("sample", "{}", "X-Amz-Invocation-Type", "DryRun").statusCode())
        .isEqualTo(204);
    assertThat(invoke("sample", "{}", "X-Amz-Invocation-Type", "x").statusCode()).isEqualTo(400);
    var large = "{'a':'%s'}".formatted("x".repeat(1 << 20));
    assertThat(invoke("sample", large, "X-Amz-Invocation-Type", "Event").statusCode())
        .isEqualTo(413);
    port.send(
        "PUT",
        "/2017-10-31/functions/sample/concurrency",
        "lambda",
        "{\"ReservedConcurrentExecutions\":0}".getBytes(StandardCharsets.UTF_8));
    var none = invoke("sample", "{}");
    assertThat(none.statusCode()).isEqualTo(429);
    assertThat(AwsPort.text(none)).contains("ReservedFunctionConcurrentInvocationLimitExceeded");
  }

  @Test
  void aCallThatNobodyWaitsForIsMadeThreeTimesAndThenTold() {
    port.send(
        "PUT",
        "/2019-09-25/functions/sample/event-invoke-config",
        "lambda",
        "{\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\"arn:dead\"}}}"
            .getBytes(StandardCharsets.UTF_8));
    var answer = invoke("sample", "{'fail':true,'say':'x'}", "X-Amz-Invocation-Type", "Event");
    assertThat(answer.statusCode()).isEqualTo(202);
    scheduler.run();
    assertThat(SampleHandler.EVENTS).hasSize(1);
    scheduler.advance(Duration.ofMinutes(1));
    scheduler.advance(Duration.ofMinutes(2));
    assertThat(SampleHandler.EVENTS).hasSize(3);
    assertThat(letters).hasSize(1);
    var letter = letters.getFirst();
    assertThat(letter.requireString("to")).isEqualTo("arn:dead");
    assertThat(letter.object("requestContext").requireString("condition"))
        .isEqualTo("RetriesExhausted");
    assertThat(letter.object("requestPayload").requireString("say")).isEqualTo("x");
    scheduler.advance(Duration.ofHours(1));
    assertThat(SampleHandler.EVENTS).hasSize(3);
  }

  @Test
  void aCallThatWasAcceptedIsMadeAfterARestart() {
    invoke("sample", "{'say':'kept'}", "X-Amz-Invocation-Type", "Event");
    close();
    open();
    scheduler.run();
    assertThat(SampleHandler.EVENTS).isNotEmpty();
    assertThat(SampleHandler.EVENTS.peek().requireString("say")).isEqualTo("kept");
  }

  @Test
  void showsFunctionsVersionsAndAliases() {
    assertThat(get("/2015-03-31/functions/sample").object("Configuration").text())
        .contains("\"MemorySize\":512", "\"Timeout\":1");
    assertThat(get("/2015-03-31/functions/").array("Functions")).hasSize(1);
    assertThat(get("/2015-03-31/functions/sample/versions").array("Versions")).hasSize(2);
    assertThat(get("/2015-03-31/functions/sample/aliases/live").requireString("FunctionVersion"))
        .isEqualTo("1");
    assertThat(get("/2015-03-31/functions/sample/aliases").array("Aliases")).hasSize(1);
  }

  private void queue(String name, String attributes, int batch, Duration window) {
    queue(name, attributes, batch, window, Filters.NONE);
  }

  private void queue(String name, String attributes, int batch, Duration window, Filters filters) {
    queues.create(name, (Json.Obj) Json.parse(attributes.replace('\'', '"')));
    var source =
        new QueueSource(
            new QueueSource.Mapping(
                "m",
                "arn:aws:sqs:eu-west-1:000000000000:" + name,
                "sample",
                batch,
                true,
                window,
                Optional.empty(),
                filters),
            queues,
            functions,
            scheduler,
            "eu-west-1");
    functions.add(source);
    source.start((arn, letter) -> letters.add(letter));
  }

  private void send(String queue, String body, String group) {
    queues.send("arn:aws:sqs:eu-west-1:000000000000:" + queue, body, group);
  }

  private static List<String> bodies(Json.Obj event) {
    return event.array("Records").stream()
        .map(item -> ((Json.Obj) item).requireString("body"))
        .toList();
  }

  private static Filters filters(String... patterns) {
    return Filters.of(
        Json.object()
            .put(
                "Filters",
                Json.array(
                    List.of(patterns).stream()
                        .map(one -> one.replace('\'', '"'))
                        .map(one -> (Json) Json.object().put("Pattern", one).build())
                        .toList()))
            .build());
  }

  @Test
  void aFilterDropsWhatTheFunctionDoesNotWant() {
    var filters = filters("{'body':{'n':[{'numeric':['>',1]}]}}", "{'body':{'all':[true]}}");
    queue("q", "{'VisibilityTimeout':'5'}", 10, Duration.ZERO, filters);
    send("q", "{\"n\":1}", "");
    send("q", "plain", "");
    send("q", "{\"n\":2}", "");
    send("q", "{\"all\":true}", "");
    scheduler.run();
    scheduler.advance(Duration.ofMinutes(1));
    var got = SampleHandler.EVENTS.stream().map(LambdaTest::bodies).flatMap(List::stream).toList();
    assertThat(got).containsExactlyInAnyOrder("{\"n\":2}", "{\"all\":true}");
    assertThat(queues.receive("q", 10)).isEmpty();
  }

  @Test
  void aFilterMayWantPlainBodies() {
    queue("q", "{'VisibilityTimeout':'5'}", 10, Duration.ZERO, filters("{'body':['tide']}"));
    send("q", "tide", "");
    send("q", "ebb", "");
    send("q", "{\"tide\":1}", "");
    scheduler.run();
    var got = SampleHandler.EVENTS.stream().map(LambdaTest::bodies).flatMap(List::stream).toList();
    assertThat(got).containsExactly("tide");
  }

  @Test
  void aFunctionGetsWhatArrivesInAQueueAndOnlyWhatFailedAgain() {
    queue("q", "{'VisibilityTimeout':'5'}", 10, Duration.ZERO);
    send("q", "fine", "");
    send("q", "again", "");
    scheduler.run();
    assertThat(SampleHandler.EVENTS).isNotEmpty();
    var record = (Json.Obj) SampleHandler.EVENTS.peek().array("Records").getFirst();
    assertThat(record.requireString("awsRegion")).isEqualTo("eu-west-1");
    assertThat(record.requireString("eventSource")).isEqualTo("aws:sqs");
    SampleHandler.EVENTS.clear();
    scheduler.advance(Duration.ofSeconds(5));
    assertThat(SampleHandler.EVENTS).hasSize(1);
    assertThat(bodies(SampleHandler.EVENTS.peek())).containsExactly("again");
  }

  @Test
  void aWholeBatchComesBackWhenTheFunctionThrows() {
    queue("q", "{'VisibilityTimeout':'5'}", 10, Duration.ofSeconds(2));
    send("q", "fail", "");
    send("q", "fine", "");
    scheduler.advance(Duration.ofSeconds(2));
    assertThat(bodies(SampleHandler.EVENTS.peek())).containsExactly("fail", "fine");
    SampleHandler.EVENTS.clear();
    scheduler.advance(Duration.ofSeconds(7));
    assertThat(SampleHandler.EVENTS).hasSize(1);
    assertThat(bodies(SampleHandler.EVENTS.peek())).containsExactly("fail", "fine");
  }

  @Test
  void aGroupKeepsItsOrderAndHoldsUpNoOther() {
    queue("f.fifo", "{'FifoQueue':'true','VisibilityTimeout':'5'}", 1, Duration.ZERO);
    send("f.fifo", "fail", "a");
    send("f.fifo", "a2", "a");
    send("f.fifo", "b1", "b");
    scheduler.run();
    assertThat(SampleHandler.EVENTS.stream().flatMap(e -> bodies(e).stream()))
        .containsExactlyInAnyOrder("fail", "b1");
  }
}

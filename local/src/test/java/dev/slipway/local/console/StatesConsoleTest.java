package dev.slipway.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.bill.Bill;
import dev.slipway.local.states.StateMachines;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.local.wire.LoopbackClient;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.model.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the site's console gets, between a browser and Step Functions.
class StatesConsoleTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:111122223333:stateMachine:tide";
  private static final String DEFINITION =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Rise",
       "States": {"Rise": {"Type": "Pass", "Output": {"level": 3}, "End": true}}}\
      """;

  private final SteppedScheduler scheduler = new SteppedScheduler();
  private final StateMachines states =
      new StateMachines(
          Store.inMemory(),
          scheduler,
          (_, _) -> {
            throw new IllegalStateException("no function is called");
          },
          new Bill(),
          "us-east-1",
          "111122223333",
          Chance.seeded(7));
  private LoopbackServer server;
  private LoopbackClient client;

  @BeforeEach
  void open() throws IOException {
    var create =
        Json.object()
            .put("name", "tide")
            .put("definition", DEFINITION)
            .put("roleArn", "arn:aws:iam::111122223333:role/states");
    states.call("CreateStateMachine", create.build().bytes());
    server =
        LoopbackServer.bind(
            0,
            scheduler,
            new StatesConsole(
                states,
                exchange ->
                    LoopbackServer.send(
                        exchange, 200, "the site".getBytes(StandardCharsets.UTF_8))));
    server.start();
    client = new LoopbackClient(server.port());
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    states.close();
  }

  private String execute(String name) {
    var start =
        Json.object().put("stateMachineArn", MACHINE).put("name", name).put("input", "{\"a\":1}");
    var started = Json.parseObject(states.call("StartExecution", start.build().bytes()));
    scheduler.run();
    return started.requireString("executionArn");
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    return client.send(method, path, "", headers);
  }

  private Json.Obj get(String path) throws Exception {
    var answer = send("GET", "/console/v1/" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static String in(String arn) {
    return URLEncoder.encode(arn, StandardCharsets.UTF_8);
  }

  @Test
  void showsMachinesWithTheirDefinitions() throws Exception {
    var machine = (Json.Obj) get("machines").array("stateMachines").getFirst();
    assertThat(machine.requireString("stateMachineArn")).isEqualTo(MACHINE);
    assertThat(get("machines/" + in(MACHINE)).requireString("definition")).isEqualTo(DEFINITION);
  }

  @Test
  void showsExecutionsAndTheirHistories() throws Exception {
    var execution = execute("high");
    var listed = get("machines/" + in(MACHINE) + "/executions").array("executions");
    assertThat(listed).hasSize(1);
    assertThat(((Json.Obj) listed.getFirst()).requireString("executionArn")).isEqualTo(execution);
    assertThat(get("executions/" + in(execution)).requireString("output"))
        .isEqualTo("{\"level\":3}");
    assertThat(get("executions/" + in(execution) + "/machine").requireString("definition"))
        .isEqualTo(DEFINITION);
    assertThat(get("executions/" + in(execution) + "/history").array("events")).hasSize(4);
    assertThat(get("executions/" + in(execution) + "/map-runs").array("mapRuns")).isEmpty();
  }

  @Test
  void filtersExecutionsAndReadsThemByThePage() throws Exception {
    for (var i = 0; i < 60; i++) {
      execute("e" + i);
    }
    var path = "machines/" + in(MACHINE) + "/executions";
    assertThat(get(path + "?statusFilter=FAILED").array("executions")).isEmpty();
    var first = get(path + "?statusFilter=SUCCEEDED");
    assertThat(first.array("executions")).hasSize(50);
    var second =
        get(path + "?statusFilter=SUCCEEDED&nextToken=" + in(first.requireString("nextToken")));
    assertThat(second.array("executions")).hasSize(10);
    assertThat(second.string("nextToken")).isEmpty();
  }

  @Test
  void answersNothingNewToWhoKnowsTheTag() throws Exception {
    var path = "/console/v1/machines";
    var etag = send("GET", path).headers().firstValue("ETag").orElseThrow();
    assertThat(send("GET", path, "If-None-Match", etag).statusCode()).isEqualTo(304);
    assertThat(send("HEAD", path).body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /console/v1/machines/arn%3Aaws%3Astates%3Aus-east-1%3A111122223333%3AstateMachine%3Anone, 404, StateMachineDoesNotExist",
    "GET,  /console/v1/machines/tide, 400, InvalidArn",
    "GET,  /console/v1/machines/, 404, No such path",
    "GET,  /console/v1/tides, 404, No such path",
    "GET,  /console/v1/machines?nextToken=x, 400, InvalidToken",
    "POST, /console/v1/machines, 405, Wrong method",
    "DELETE, /console/v1/machines, 405, Wrong method",
  })
  void refusesByName(String method, String path, int status, String title) throws Exception {
    var answer = send(method, path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains(title);
  }

  @Test
  void leavesTheRestToTheSite() throws Exception {
    assertThat(send("GET", "/machines").body()).isEqualTo("the site");
  }
}

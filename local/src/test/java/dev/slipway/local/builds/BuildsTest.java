package dev.slipway.local.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.bill.Bill;
import dev.slipway.local.events.Deliveries;
import dev.slipway.local.events.EventBuses;
import dev.slipway.local.events.Targets;
import dev.slipway.local.lambda.Calls;
import dev.slipway.local.lambda.LambdaFunctions;
import dev.slipway.local.queues.Queues;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.local.wire.AwsClient;
import dev.slipway.local.wire.AwsPort;
import dev.slipway.model.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// CodeBuild on the wire.
class BuildsTest {
  @TempDir Path folder;
  private SteppedScheduler scheduler = new SteppedScheduler();
  private long seed = 2;
  private Store store;
  private Queues queues;
  private Builds builds;
  private AwsPort port;

  /// Agents at work, by the name in their variables.
  private final Map<String, IntConsumer> working = new TreeMap<>();

  private final List<String> stopped = new ArrayList<>();

  @BeforeEach
  void open() {
    working.clear();
    scheduler = new SteppedScheduler(scheduler.instant());
    store = Store.open(folder.resolve("store"), Store.Durability.PROCESS);
    var chance = Chance.seeded(seed++);
    port = new AwsPort();
    queues = new Queues(store, scheduler, chance, port.port(), "us-east-1", "000000000000");
    queues.create("told", Json.Obj.EMPTY);
    var functions =
        new LambdaFunctions(
            new LambdaFunctions.Surroundings(
                store,
                scheduler,
                chance,
                Calls.directly(),
                (_, _, _) -> {},
                "us-east-1",
                "000000000000"),
            new Bill());
    var targets = new Targets(functions, queues);
    var deliveries = new Deliveries(store, scheduler, chance, targets);
    var events =
        new EventBuses(store, scheduler, chance, deliveries, targets, "us-east-1", "000000000000");
    builds =
        new Builds(
            store,
            scheduler,
            chance,
            events,
            this::begin,
            Map.of("MACHINE", "m"),
            1,
            "us-east-1",
            "000000000000");
    builds.addProject(
        new Project("p", "arn:p", "", Duration.ofMinutes(60), Duration.ofMinutes(30)));
    port.with(builds).with(events).start(scheduler);
    call("PutRule", "{'Name':'r','EventPattern':'{\\\"source\\\":[\\\"aws.codebuild\\\"]}'}");
    call(
        "PutTargets",
        "{'Rule':'r','Targets':[{'Id':'1','Arn':'arn:aws:sqs:us-east-1:000000000000:told'}]}");
    events.start();
  }

  private Agent.Running begin(Map<String, String> environment, IntConsumer ended) {
    assertThat(environment).containsEntry("MACHINE", "m").containsKey("CODEBUILD_BUILD_ID");
    var name = String.valueOf(environment.get("NAME"));
    working.put(name, ended);
    return () -> stopped.add(name);
  }

  @AfterEach
  void close() {
    port.close();
    builds.close();
    store.close();
  }

  private void call(String operation, String body) {
    assertThat(port.json("AWSEvents." + operation, body).status()).isEqualTo(200);
  }

  private AwsClient.Answer build(String operation, String body) {
    return port.json("CodeBuild_20161006." + operation, body);
  }

  private String start(String name, String more) {
    var answer =
        build(
            "StartBuild",
            "{'projectName':'p','environmentVariablesOverride':[{'name':'NAME','value':'%s'}]%s}"
                .formatted(name, more));
    var id = answer.body().object("build").requireString("id");
    scheduler.run();
    return id;
  }

  private Json.Obj read(String id) {
    return (Json.Obj)
        build("BatchGetBuilds", "{'ids':['%s']}".formatted(id)).body().array("builds").getFirst();
  }

  private String status(String id) {
    return read(id).requireString("buildStatus");
  }

  private void end(String name, int code) {
    java.util.Objects.requireNonNull(working.remove(name)).accept(code);
    scheduler.run();
  }

  private List<String> told() {
    scheduler.run();
    var told = new ArrayList<String>();
    for (var messages = queues.receive("told", 10);
        !messages.isEmpty();
        messages = queues.receive("told", 10)) {
      for (var message : messages) {
        var detail = ((Json.Obj) Json.parse(message.requireString("Body"))).object("detail");
        told.add(detail.string("build-status").or(() -> detail.string("completed-phase")).get());
      }
    }
    return told;
  }

  @Test
  void aBuildRunsAndTellsOfItself() {
    var id = start("a", "");
    assertThat(status(id)).isEqualTo("IN_PROGRESS");
    assertThat(read(id).requireString("currentPhase")).isEqualTo("BUILD");
    scheduler.advance(Duration.ofSeconds(90));
    end("a", 0);
    assertThat(status(id)).isEqualTo("SUCCEEDED");
    var phases = read(id).array("phases").stream().map(Json.Obj.class::cast).toList();
    assertThat(phases.stream().map(phase -> phase.requireString("phaseType")))
        .containsExactly("SUBMITTED", "QUEUED", "PROVISIONING", "BUILD", "COMPLETED");
    assertThat(phases.get(3).requireNumber("durationInSeconds")).isEqualTo(90);
    assertThat(told())
        .containsExactlyInAnyOrder("IN_PROGRESS", "QUEUED", "PROVISIONING", "BUILD", "SUCCEEDED");
    var failed = start("b", "");
    end("b", 1);
    assertThat(status(failed)).isEqualTo("FAILED");
  }

  @Test
  void oneWaitsForTheOthersPlace() {
    start("a", "");
    var second = start("b", "");
    assertThat(working).containsOnlyKeys("a");
    assertThat(read(second).requireString("currentPhase")).isEqualTo("QUEUED");
    end("a", 0);
    assertThat(working).containsOnlyKeys("b");
  }

  @Test
  void stopsWhatRunsAndWhatWaits() {
    var first = start("a", "");
    var second = start("b", "");
    build("StopBuild", "{'id':'%s'}".formatted(second));
    assertThat(status(second)).isEqualTo("STOPPED");
    build("StopBuild", "{'id':'%s'}".formatted(first));
    assertThat(stopped).containsExactly("a");
    end("a", 1);
    assertThat(status(first)).isEqualTo("STOPPED");
  }

  @Test
  void endsWhatTakesTooLong() {
    var runs = start("a", ",'timeoutInMinutesOverride':5");
    var waits = start("b", "");
    scheduler.advance(Duration.ofMinutes(5));
    assertThat(stopped).containsExactly("a");
    scheduler.advance(Duration.ofMinutes(2));
    assertThat(status(runs)).as("though its agent never ended").isEqualTo("TIMED_OUT");
    assertThat(working).containsKey("b");
    assertThat(status(waits)).isEqualTo("IN_PROGRESS");
    var starved = start("c", "");
    scheduler.advance(Duration.ofMinutes(30));
    assertThat(status(starved)).isEqualTo("TIMED_OUT");
  }

  @Test
  void theSameTokenMeansTheSameBuildAcrossARestart() {
    var first = start("a", ",'idempotencyToken':'t'");
    close();
    open();
    assertThat(start("a", ",'idempotencyToken':'t'")).isEqualTo(first);
    scheduler.advance(Duration.ofMinutes(5));
    assertThat(start("a", ",'idempotencyToken':'t'")).isNotEqualTo(first);
  }

  @Test
  void aBuildOfAKilledProcessRunsAgainUnderItsId() {
    var id = start("a", "");
    close();
    open();
    builds.resume();
    scheduler.run();
    assertThat(working).containsOnlyKeys("a");
    end("a", 0);
    assertThat(status(id)).isEqualTo("SUCCEEDED");
  }

  @Test
  void showsAndRefuses() {
    var id = start("a", "");
    end("a", 0);
    assertThat(build("ListBuildsForProject", "{'projectName':'p'}").body().array("ids"))
        .containsExactly(Json.of(id));
    assertThat(build("RetryBuild", "{'id':'%s'}".formatted(id)).status()).isEqualTo(200);
    assertThat(build("BatchGetProjects", "{'names':['p','q']}").body().text())
        .contains("\"timeoutInMinutes\":60", "\"projectsNotFound\":[\"q\"]");
    assertThat(build("StartBuild", "{'projectName':'q'}").error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(build("StartBuild", "{'projectName':'p','timeoutInMinutesOverride':1}").error())
        .isEqualTo("InvalidInputException");
    assertThat(build("CreateFleet", "{}").error()).isEqualTo("UnknownOperationException");
  }
}

package dev.slipway.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds of Step Functions, at AWS as at every stand-in for it.
class StatesContractTest {
  private static final String ROLE = "arn:aws:iam::000000000000:role/any";

  private static final String PASS =
      """
      {"StartAt":"a","QueryLanguage":"JSONata","States":{
        "a":{"Type":"Pass","Output":"{% $states.input.n + 1 %}","End":true}}}
      """;

  @TempDir static Path folder;

  private static AnyCloud cloud;

  private final String run = "c" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeAll
  static void open() {
    cloud = AnyCloud.open(folder);
  }

  @AfterAll
  static void close() throws Exception {
    cloud.close();
  }

  private static Json.Obj call(String operation, Json.Obj body) {
    return cloud.call("AWSStepFunctions." + operation, body);
  }

  private static Json.Obj call(String operation, String body) {
    return cloud.call("AWSStepFunctions." + operation, body);
  }

  private static String error(String operation, String body) {
    var answer = cloud.client().json("AWSStepFunctions." + operation, body);
    assertThat(answer.status()).isEqualTo(400);
    return answer.error();
  }

  private String machine(String type) {
    return machine(run, type, PASS);
  }

  private static String machine(String name, String type, String definition) {
    var request =
        Json.object()
            .put("name", name)
            .put("roleArn", ROLE)
            .put("type", type)
            .put("definition", definition)
            .build();
    return call("CreateStateMachine", request).requireString("stateMachineArn");
  }

  private static String start(String machine, String input) {
    var request = Json.object().put("stateMachineArn", machine).put("input", input).build();
    return call("StartExecution", request).requireString("executionArn");
  }

  /// Looks until the execution is over; another cloud takes its time.
  private static Json.Obj ended(String execution) {
    for (var tries = 0; tries < 600; tries++) {
      var described = call("DescribeExecution", "{'executionArn':'%s'}".formatted(execution));
      if (!described.requireString("status").equals("RUNNING")) {
        return described;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError(execution + " does not end");
  }

  private static List<String> types(String execution) {
    return call("GetExecutionHistory", "{'executionArn':'%s'}".formatted(execution))
        .array("events")
        .stream()
        .map(event -> ((Json.Obj) event).requireString("type"))
        .toList();
  }

  @Test
  void anExecutionIsStartedOnceListedAndTold() {
    var arn = machine("STANDARD");
    var request = "{'stateMachineArn':'%s','name':'one','input':'{\\\"n\\\":1}'}".formatted(arn);
    var execution = call("StartExecution", request).requireString("executionArn");
    var ended = ended(execution);
    assertThat(error("StartExecution", request)).isEqualTo("ExecutionAlreadyExists");
    assertThat(ended.requireString("status")).isEqualTo("SUCCEEDED");
    assertThat(ended.requireString("output")).isEqualTo("2");
    assertThat(types(execution))
        .containsExactly(
            "ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");
    var listed =
        call(
            "ListExecutions", "{'stateMachineArn':'%s','statusFilter':'SUCCEEDED'}".formatted(arn));
    assertThat(listed.array("executions")).hasSize(1);
    assertThat(
            call("DescribeStateMachineForExecution", "{'executionArn':'%s'}".formatted(execution))
                .requireString("definition"))
        .isEqualTo(PASS);
    call("DeleteStateMachine", "{'stateMachineArn':'%s'}".formatted(arn));
  }

  @Test
  void aNewDefinitionIsForExecutionsThatStartLater() {
    var arn = machine("STANDARD");
    var request =
        Json.object()
            .put("stateMachineArn", arn)
            .put("definition", PASS.replace("+ 1", "+ 10"))
            .build();
    call("UpdateStateMachine", request);
    assertThat(ended(start(arn, "{\"n\":1}")).requireString("output")).isEqualTo("11");
    assertThat(call("ListStateMachines", "{}").text()).contains(arn);
    call("DeleteStateMachine", "{'stateMachineArn':'%s'}".formatted(arn));
  }

  @Test
  void anExecutionThatWaitsIsStopped() {
    var arn =
        machine(
            run,
            "STANDARD",
            "{\"StartAt\":\"w\",\"States\":{\"w\":{\"Type\":\"Wait\",\"Seconds\":600,\"End\":true}}}");
    var execution = start(arn, "{}");
    call(
        "StopExecution",
        "{'executionArn':'%s','error':'Fog','cause':'closed'}".formatted(execution));
    var stopped = ended(execution);
    assertThat(stopped.requireString("status")).isEqualTo("ABORTED");
    assertThat(stopped.requireString("error")).isEqualTo("Fog");
    assertThat(types(execution)).endsWith("ExecutionAborted");
    call("DeleteStateMachine", "{'stateMachineArn':'%s'}".formatted(arn));
  }

  @Test
  void aWorkerOfAnActivityEndsItsTaskWithItsToken() {
    var activity =
        call("CreateActivity", "{'name':'%s'}".formatted(run)).requireString("activityArn");
    var definition =
        """
        {"StartAt":"t","QueryLanguage":"JSONata","States":{
          "t":{"Type":"Task","Resource":"%s","End":true}}}
        """
            .formatted(activity);
    var arn = machine(run, "STANDARD", definition);
    var execution = start(arn, "{\"n\":7}");
    var task = call("GetActivityTask", "{'activityArn':'%s'}".formatted(activity));
    assertThat(task.requireString("input")).isEqualTo("{\"n\":7}");
    var token = task.requireString("taskToken");
    call("SendTaskHeartbeat", Json.object().put("taskToken", token).build());
    call("SendTaskSuccess", Json.object().put("taskToken", token).put("output", "8").build());
    assertThat(ended(execution).requireString("output")).isEqualTo("8");
    assertThat(types(execution))
        .contains("ActivityScheduled", "ActivityStarted", "ActivitySucceeded");
    var late = Json.object().put("taskToken", token).put("output", "9").build();
    assertThat(cloud.client().json("AWSStepFunctions.SendTaskSuccess", late).error())
        .isEqualTo("TaskTimedOut");
    call("DeleteActivity", "{'activityArn':'%s'}".formatted(activity));
    call("DeleteStateMachine", "{'stateMachineArn':'%s'}".formatted(arn));
  }

  @Test
  void aDistributedMapHasARunWithItsExecutions() {
    var definition =
        """
        {"StartAt":"m","QueryLanguage":"JSONata","States":{
          "m":{"Type":"Map","Items":[1,2,3],"End":true,"ItemProcessor":{
            "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
            "StartAt":"p","States":{"p":{"Type":"Pass","End":true}}}}}}
        """;
    var arn = machine(run, "STANDARD", definition);
    var execution = start(arn, "{}");
    assertThat(ended(execution).requireString("output")).isEqualTo("[1,2,3]");
    var mapRuns =
        call("ListMapRuns", "{'executionArn':'%s'}".formatted(execution)).array("mapRuns");
    assertThat(mapRuns).hasSize(1);
    var mapRun = ((Json.Obj) mapRuns.getFirst()).requireString("mapRunArn");
    var described = call("DescribeMapRun", "{'mapRunArn':'%s'}".formatted(mapRun));
    assertThat(described.object("itemCounts").requireInt("succeeded")).isEqualTo(3);
    assertThat(call("ListExecutions", "{'mapRunArn':'%s'}".formatted(mapRun)).array("executions"))
        .hasSize(3);
    call("DeleteStateMachine", "{'stateMachineArn':'%s'}".formatted(arn));
  }

  @Test
  void aMachineHasVersionsAndAnAlias() {
    var arn = machine("STANDARD");
    var named = "{'stateMachineArn':'%s'}".formatted(arn);
    assertThat(call("DescribeStateMachine", named).requireString("definition")).isEqualTo(PASS);
    var version = call("PublishStateMachineVersion", named).requireString("stateMachineVersionArn");
    assertThat(version).isEqualTo(arn + ":1");
    var alias =
        call(
                "CreateStateMachineAlias",
                "{'name':'live','routingConfiguration':[{'stateMachineVersionArn':'%s','weight':100}]}"
                    .formatted(version))
            .requireString("stateMachineAliasArn");
    assertThat(alias).isEqualTo(arn + ":live");
    assertThat(
            error(
                "DeleteStateMachineVersion", "{'stateMachineVersionArn':'%s'}".formatted(version)))
        .isEqualTo("ConflictException");
    call("DeleteStateMachineAlias", "{'stateMachineAliasArn':'%s'}".formatted(alias));
    call("DeleteStateMachineVersion", "{'stateMachineVersionArn':'%s'}".formatted(version));
    call("DeleteStateMachine", named);
  }

  @Test
  void anExpressMachineAnswersAtOnce() {
    var arn = machine("EXPRESS");
    var ended =
        call(
            "StartSyncExecution",
            "{'stateMachineArn':'%s','input':'{\\\"n\\\":1}'}".formatted(arn));
    assertThat(ended.requireString("status")).isEqualTo("SUCCEEDED");
    assertThat(ended.requireString("output")).isEqualTo("2");
  }

  @Test
  void activitiesAreMadeListedAndRemoved() {
    var arn = call("CreateActivity", "{'name':'%s'}".formatted(run)).requireString("activityArn");
    assertThat(
            call("DescribeActivity", "{'activityArn':'%s'}".formatted(arn)).requireString("name"))
        .isEqualTo(run);
    assertThat(call("ListActivities", "{}").text()).contains(arn);
    call("DeleteActivity", "{'activityArn':'%s'}".formatted(arn));
    assertThat(error("DescribeActivity", "{'activityArn':'%s'}".formatted(arn)))
        .isEqualTo("ActivityDoesNotExist");
  }

  @Test
  void whatIsNotThereIsNamed() {
    var here = "arn:aws:states:us-east-1:000000000000:";
    assertThat(
            error(
                "DescribeStateMachine",
                "{'stateMachineArn':'%sstateMachine:none'}".formatted(here)))
        .isEqualTo("StateMachineDoesNotExist");
    assertThat(error("DescribeExecution", "{'executionArn':'%sexecution:none:e'}".formatted(here)))
        .isEqualTo("ExecutionDoesNotExist");
    assertThat(error("SendTaskSuccess", "{'taskToken':'none','output':'{}'}"))
        .isEqualTo("InvalidToken");
  }

  @Test
  void aDefinitionIsValidatedAndAStateTested() {
    assertThat(
            call("ValidateStateMachineDefinition", "{'definition':'{}'}").requireString("result"))
        .isEqualTo("FAIL");
    var tested =
        call(
            "TestState",
            "{'definition':'{\\\"Type\\\":\\\"Pass\\\",\\\"End\\\":true}','input':'[1]','roleArn':'%s'}"
                .formatted(ROLE));
    assertThat(tested.requireString("status")).isEqualTo("SUCCEEDED");
    assertThat(tested.requireString("output")).isEqualTo("[1]");
  }
}

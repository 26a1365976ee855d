package dev.slipway.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SystemScheduler;
import dev.slipway.local.wire.AwsClient;
import dev.slipway.model.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

  private static final List<AutoCloseable> OPEN = new ArrayList<>();
  private static AwsClient aws;

  private final String run = "c" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeAll
  static void open() {
    var address = Elsewhere.address(OPEN);
    if (address.isPresent()) {
      aws = new AwsClient(address.get());
    } else {
      var scheduler = new SystemScheduler();
      OPEN.add(scheduler);
      var cloud = new EmbeddedCloud(folder, scheduler, Chance.ofTheMachine());
      OPEN.add(cloud);
      aws = new AwsClient(cloud.port().client().address());
    }
    OPEN.add(aws);
  }

  @AfterAll
  static void close() throws Exception {
    for (var thing : OPEN.reversed()) {
      thing.close();
    }
    OPEN.clear();
  }

  private static Json.Obj call(String operation, Json.Obj body) {
    var answer = aws.json("AWSStepFunctions." + operation, body);
    assertThat(answer.status()).as("%s: %s", operation, answer.body().text()).isEqualTo(200);
    return answer.body();
  }

  private static Json.Obj call(String operation, String body) {
    return call(operation, (Json.Obj) Json.parse(body.replace('\'', '"')));
  }

  private static String error(String operation, String body) {
    var answer = aws.json("AWSStepFunctions." + operation, body);
    assertThat(answer.status()).isEqualTo(400);
    return answer.error();
  }

  private static String quoted(String text) {
    return new Json.Str(text).text();
  }

  private String machine(String type) {
    return call(
            "CreateStateMachine",
            (Json.Obj)
                Json.parse(
                    "{\"name\":\"%s\",\"roleArn\":\"%s\",\"type\":\"%s\",\"definition\":%s}"
                        .formatted(run, ROLE, type, quoted(PASS))))
        .requireString("stateMachineArn");
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

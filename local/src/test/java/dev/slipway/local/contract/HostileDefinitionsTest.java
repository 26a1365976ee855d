package dev.slipway.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SystemScheduler;
import dev.slipway.local.wire.AwsClient;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Definitions and expressions that would take all there is, were they let: each is stopped by a
/// limit of AWS's and said so, and the cloud goes on.
@Timeout(60)
class HostileDefinitionsTest {
  private static final String STATES = "AWSStepFunctions.";
  private static final int LARGEST_DEFINITION = 1024 * 1024;

  @TempDir static Path folder;

  private static SystemScheduler scheduler;
  private static EmbeddedCloud cloud;
  private static AwsClient aws;
  private static int made;

  @BeforeAll
  static void open() {
    scheduler = new SystemScheduler();
    cloud = new EmbeddedCloud(folder, scheduler, Chance.ofTheMachine());
    aws = new AwsClient(cloud.port().client().address());
  }

  @AfterAll
  static void close() {
    aws.close();
    cloud.close();
    scheduler.close();
  }

  private static Json.Obj creation(String definition) {
    return Json.object()
        .put("name", "m" + made++)
        .put("roleArn", "arn:aws:iam::000000000000:role/any")
        .put("type", "EXPRESS")
        .put("definition", definition)
        .build();
  }

  private static AwsClient.Answer create(String definition) {
    return aws.json(STATES + "CreateStateMachine", creation(definition));
  }

  /// Runs a machine to its end.
  private static Json.Obj run(String definition) {
    var answer = create(definition);
    assertThat(answer.status()).as(answer.body().text()).isEqualTo(200);
    var start =
        Json.object()
            .put("stateMachineArn", answer.body().requireString("stateMachineArn"))
            .build();
    return aws.json(STATES + "StartSyncExecution", start).body();
  }

  private static String pass(String expression) {
    var state =
        Json.object()
            .put("Type", "Pass")
            .put("Output", "{% " + expression + " %}")
            .put("End", true)
            .build();
    return """
    {"StartAt":"a","QueryLanguage":"JSONata","States":{"a":%s}}
    """
        .formatted(state.text());
  }

  @Test
  void aDefinitionOfMoreThanOneMebibyteIsRefused() {
    var comment = "x".repeat(LARGEST_DEFINITION);
    var answer =
        create(pass("1").replace("\"StartAt\"", "\"Comment\":\"" + comment + "\",\"StartAt\""));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().text()).contains(Integer.toString(LARGEST_DEFINITION));
  }

  @Test
  void aRequestOf25MegabytesIsRefused() {
    var body = creation("x".repeat(25_000_000)).text().getBytes(StandardCharsets.UTF_8);
    assertThat(aws.json(STATES + "CreateStateMachine", body).statusCode()).isBetween(400, 499);
  }

  @Test
  void tenThousandStatesRun() {
    var states =
        IntStream.range(0, 10_000)
            .mapToObj(i ->
                "\"s%d\":{\"Type\":\"Pass\",%s}"
                    .formatted(
                        i, i == 9_999 ? "\"End\":true" : "\"Next\":\"s%d\"".formatted(i + 1)))
            .collect(Collectors.joining(","));
    var ended = run("{\"StartAt\":\"s0\",\"States\":{%s}}".formatted(states));
    assertThat(ended.requireString("status")).isEqualTo("SUCCEEDED");
  }

  @Test
  void aCycleThatIsNeverLeftEndsAtTheLimitOfItsHistory() {
    var cycle =
        """
        {"StartAt":"a","QueryLanguage":"JSONata","States":{
          "a":{"Type":"Pass","Next":"b"},
          "b":{"Type":"Choice","Choices":[{"Condition":true,"Next":"a"}],"Default":"c"},
          "c":{"Type":"Succeed"}}}
        """;
    var machine =
        aws.json(STATES + "CreateStateMachine", creation(cycle).with("type", Json.of("STANDARD")));
    var start =
        Json.object()
            .put("stateMachineArn", machine.body().requireString("stateMachineArn"))
            .build();
    var execution = aws.json(STATES + "StartExecution", start).body().requireString("executionArn");
    var last =
        Json.object()
            .put("executionArn", execution)
            .put("reverseOrder", true)
            .put("maxResults", 1)
            .build();
    Json.Obj event;
    do {
      event =
          (Json.Obj)
              aws.json(STATES + "GetExecutionHistory", last).body().array("events").getFirst();
    } while (!event.requireString("type").equals("ExecutionFailed"));
    assertThat(event.requireInt("id")).isEqualTo(25_000);
  }

  @Test
  void aCycleThatCannotBeLeftIsRefused() {
    var cycle =
        """
        {"StartAt":"a","States":{
          "a":{"Type":"Pass","Next":"b"},"b":{"Type":"Pass","Next":"a"}}}
        """;
    assertThat(create(cycle).error()).isEqualTo("InvalidDefinition");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "($f := function($n) { $f($n + 1) + 1 }; $f(0))",
        "($f := function($n) { $f($n + 1) }; $f(0))",
        "[1..10000000].([1..10000000])",
        "$reduce([1..60], function($a, $i) { $a & $a }, 'x')",
        "$contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a|aa)+\\1$/)",
        "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a|aa)+\\1$/)",
        "$replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a|aa)+\\1$/, '')",
        "$split('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a|aa)+\\1$/)",
        "($r := /^(a|aa)+\\1$/; $r('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'))",
        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' ~> /^(a|aa)+\\1$/",
        "$map(['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'], /^(a|aa)+\\1$/)",
        "($f := function($p, $t) { $p($t) }; $f(/^(a|aa)+\\1$/, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'))",
        "($has := $contains; $has('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a|aa)+\\1$/))",
      })
  void anExpressionThatNeverEndsIsStopped(String expression) {
    var ended = run(pass(expression));
    assertThat(ended.requireString("status")).isEqualTo("FAILED");
    assertThat(ended.requireString("error")).isEqualTo("States.QueryEvaluationError");
  }

  @Test
  void nestingThatIsTooDeepIsRefused() {
    var deep = "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000);
    var answer = create(pass("1").replace("\"{% 1 %}\"", deep));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isNotEmpty();
  }
}

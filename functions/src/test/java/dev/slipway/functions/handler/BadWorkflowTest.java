package dev.slipway.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.ci.webhook.Delivery;
import dev.slipway.functions.aws.DynamoDbDeliveries;
import dev.slipway.functions.aws.DynamoDbRepositories;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.cloud.HttpEvent;
import dev.slipway.functions.cloud.InMemoryAws;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A push of a workflow file that is wrong: nothing hangs, and people are told where it is wrong.
@Timeout(60)
class BadWorkflowTest {
  private static final String ID = "72d3162e-cc78-11e3-81ab-000000000001";

  @TempDir Path folder;

  private final InMemoryAws aws = new InMemoryAws();
  private final Runs runs = new Runs(aws.environment(), Outside.real());

  @AfterEach
  void stop() {
    aws.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void saysWhereTheFileIsWrong(String what, String source, String message) throws Exception {
    var repository = SampleRepository.create(folder.resolve("repository"), source);
    new DynamoDbRepositories(runs.aws(), "repositories")
        .put(
            new ConnectedRepository(
                RepositoryId.parse("octo/hello-world"),
                repository.folder().toString(),
                Optional.of("main"),
                Instant.now(),
                Map.of(),
                Map.of()));
    HttpEvent.webhook(ID, "push", repository.push("refs/heads/main"))
        .send(new ReceiveWebhookHandler(aws.environment(), Outside.real()));
    var record = aws.queues().record(aws.queues().messages("deliveries.fifo").getFirst(), 1);
    var answer =
        HttpEvent.call(
            new PlanRunHandler(aws.environment(), Outside.real()),
            Json.object().put("Records", Json.array(List.of(record))).build());
    assertThat(answer.array("batchItemFailures")).as("comes back").isEmpty();
    var delivery = new DynamoDbDeliveries(runs.aws(), "deliveries").get(ID).orElseThrow();
    assertThat(delivery.status()).isEqualTo(Delivery.Status.PLANNED);
    var run = runs.store().list(Optional.empty(), 10, Optional.empty()).runs().getFirst();
    assertThat(delivery.runs()).containsExactly(run.id().toString());
    assertThat(run.conclusion()).contains(Conclusion.FAILURE);
    assertThat(run.message().orElse(""))
        .startsWith("Invalid workflow file: .github/workflows/ci.yml:")
        .contains(message)
        .hasSizeLessThan(10_000);
  }

  static Stream<Arguments> files() {
    var job = "jobs:\n  a:\n    runs-on: x\n    steps: [run: 'true']\n";
    return Stream.of(
        arguments("an alias bomb", bomb(), "ci.yml:"),
        arguments("an alias of itself", "on: push\na: &a [*a]\n" + job, "ci.yml:"),
        arguments(
            "ten megabytes", "on: push\n# " + "x".repeat(10_000_000) + "\n" + job, "ci.yml:1:1"),
        arguments(
            "ten megabytes of one value",
            "on: push\nname: " + "x".repeat(10_000_000),
            "ci.yml:1:1"),
        arguments(
            "bad indentation",
            "on: push\njobs:\n  a:\n   runs-on: x\n    steps: []\n",
            "ci.yml:5:"),
        arguments("a tab", "on: push\njobs:\n\ta: 1\n", "ci.yml:3:1"),
        arguments("an unknown key", "on: push\nnam: x\n" + job, "ci.yml:2:1"),
        arguments(
            "an unknown key of a step",
            "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: x\n        shel: y\n",
            "ci.yml:7:9"),
        arguments("one key twice", "on: push\non: push\n" + job, "ci.yml:2:1"),
        arguments(
            "cyclic needs",
            "on: push\njobs:\n  a: {needs: b, runs-on: x, steps: [run: x]}\n  b: {needs: a, runs-on: x, steps: [run: x]}\n",
            "ci.yml:3:"),
        arguments(
            "a need of nobody",
            "on: push\njobs:\n  a: {needs: z, runs-on: x, steps: [run: x]}\n",
            "ci.yml:3:"),
        arguments("deep nesting", "on: push\nenv: " + "[".repeat(10_000), "ci.yml:"),
        arguments(
            "a tag that makes objects",
            "on: !!javax.script.ScriptEngineManager [x]\n" + job,
            "ci.yml:1:"),
        arguments("nothing", "", "ci.yml:1:1"),
        arguments("two documents", "on: push\n---\non: push\n" + job, "ci.yml:"),
        arguments("an open expression", "on: push\nenv:\n  A: ${{ github.ref\n" + job, "ci.yml:3:"),
        arguments("no text", "on: push\0\n" + job, "ci.yml:1:"));
  }

  private static String bomb() {
    var text = new StringBuilder("on: push\nenv:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (var i = 1; i < 12; i++) {
      var list = String.join(", ", Collections.nCopies(10, "*a" + (i - 1)));
      text.append("  a%d: &a%d [%s]\n".formatted(i, i, list));
    }
    return text.toString();
  }
}

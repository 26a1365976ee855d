package dev.slipway.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.functions.aws.DynamoDbDeliveries;
import dev.slipway.functions.aws.DynamoDbRepositories;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.cloud.HttpEvent;
import dev.slipway.functions.cloud.InMemoryAws;
import dev.slipway.functions.cloud.InMemoryQueues.Message;
import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A delivery from the queue to its runs, with everything happening twice, late or not at all.
class PlanRunTest {
  private static final String FIRST = "72d3162e-cc78-11e3-81ab-000000000001";
  private static final String SECOND = "72d3162e-cc78-11e3-81ab-000000000002";

  @TempDir Path folder;

  private final InMemoryAws aws = new InMemoryAws();
  private final Runs runs = new Runs(aws.environment(), Outside.real());
  private final DynamoDbDeliveries deliveries = new DynamoDbDeliveries(runs.aws(), "deliveries");
  private final DynamoDbRepositories repositories =
      new DynamoDbRepositories(runs.aws(), "repositories");
  private final PlanRunHandler handler = new PlanRunHandler(aws.environment(), Outside.real());

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void makesARunOfAPush() throws Exception {
    var repository = connected(SampleRun.WORKFLOW);
    receive(FIRST, repository.push("refs/heads/main"));
    assertThat(plan()).isEmpty();
    assertThat(status(FIRST)).isEqualTo("planned: 1 run(s)");
    assertThat(all()).hasSize(1);
    assertThat(all().getFirst().about().number()).isEqualTo(1);
    assertThat(repositories.get(RepositoryId.parse("octo/hello-world")).orElseThrow().seen())
        .containsEntry("refs/heads/main", repository.sha());
  }

  @Test
  void makesTheSameRunWhenAMessageComesTwice() throws Exception {
    var repository = connected(SampleRun.WORKFLOW);
    receive(FIRST, repository.push("refs/heads/main"));
    plan();
    var first = all();
    assertThat(plan()).isEmpty();
    assertThat(all()).isEqualTo(first);
    assertThat(aws.calls("StartExecution"))
        .allMatch(start -> start.requireString("name").equals(first.getFirst().id().toString()));
  }

  /// Ids of one delivery differ by twelve bits only.
  @Test
  void makesARunOfEachWorkflowAlsoWhereTheirIdsCollide() throws Exception {
    var paths = IntStream.range(0, 150).mapToObj(n -> ".github/workflows/w" + n + ".yml").toList();
    for (var path : paths) {
      SampleRepository.write(folder.resolve("repository"), path, SampleRun.WORKFLOW);
    }
    var repository = connected(SampleRun.WORKFLOW);
    assertThat(paths.stream().map(path -> hash(path, repository.sha())).distinct().count())
        .isLessThan(paths.size());
    receive(FIRST, repository.push("refs/heads/main"));
    plan();
    plan();
    assertThat(all())
        .extracting(run -> run.about().workflowPath())
        .hasSize(151)
        .doesNotHaveDuplicates();
  }

  private static String hash(String path, String sha) {
    var key = String.join("\n", "octo/hello-world", "refs/heads/main", sha, path, "push", "");
    return Digest.sha256(key.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 3);
  }

  @Test
  void saysThatARepositoryIsNotConnected() throws IOException {
    receive(FIRST, Files.readString(Path.of("../events/github/push.json")));
    plan();
    assertThat(status(FIRST)).startsWith("ignored: repository octo/hello-world is not connected");
  }

  @Test
  void makesAFailedRunOfAnInvalidWorkflow() throws Exception {
    var repository = connected("on: push\njobs:\n  a:\n    runs-on: x\n    stepz: []\n");
    receive(FIRST, repository.push("refs/heads/main"));
    plan();
    assertThat(all().getFirst().message().orElse("")).contains(".github/workflows/ci.yml:5:5");
  }

  @Test
  void aMessageThatFailsComesBackAndIsSetAsideInTheEnd() throws IOException {
    connect(folder.resolve("nothing"));
    receive(FIRST, Files.readString(Path.of("../events/github/push.json")));
    // A folder that is gone is a final answer; a server that does not answer is not.
    connect("https://repository.invalid/octo/hello-world.git");
    assertThat(plan()).containsExactly("m1");
    assertThat(status(FIRST)).startsWith("enqueued: try 1 failed");
    assertThat(plan(5)).containsExactly("m1");
    assertThat(status(FIRST)).startsWith("dead: set aside after 5 tries");
  }

  @Test
  void aFailureHoldsUpNoOtherMessage() throws Exception {
    var repository = connected(SampleRun.WORKFLOW);
    aws.queues().put("deliveries.fifo", "poison", "not json", "octo/other");
    receive(FIRST, repository.push("refs/heads/main"));
    assertThat(plan()).containsExactly("poison");
    assertThat(status(FIRST)).startsWith("planned");
  }

  @Test
  void aPushThatTwoHooksToldOfMakesOneRun() throws Exception {
    var repository = connected(SampleRun.WORKFLOW);
    receive(FIRST, repository.push("refs/heads/main"));
    receive(
        SECOND,
        Json.parseObject(repository.push("refs/heads/main").getBytes(StandardCharsets.UTF_8))
            .with("installation", Json.object().put("id", 7).build())
            .text());
    plan();
    assertThat(all()).hasSize(1);
    assertThat(status(SECOND)).isEqualTo("ignored: delivery " + FIRST + " told of the same event");
  }

  @Test
  void theSweepMakesUpForAPushOnceAndOnlyWhereNoWebhookTold() throws Exception {
    var repository = connected(SampleRun.WORKFLOW);
    receive(FIRST, repository.push("refs/heads/main"));
    sweep();
    plan();
    assertThat(all()).hasSize(1);
    sweep();
    plan();
    assertThat(all()).hasSize(1);
  }

  @Test
  void theSweepTellsTheOtherPlanesOfARunWhoseExecutionBrokeOff() throws Exception {
    var repository = connected(SampleRun.WORKFLOW);
    receive(FIRST, repository.push("refs/heads/main"));
    plan();
    aws.breakOffExecutions();
    sweep();
    sweep();
    assertThat(all()).allMatch(Run::isCompleted);
    assertThat(aws.calls("PutEvents"))
        .singleElement()
        .satisfies(call -> assertThat(call.text()).contains("Run Completed"));
  }

  @Test
  void aWebhookThatComesAfterTheSweepStartsNothingAgain() throws Exception {
    var repository = connected(SampleRun.WORKFLOW);
    sweep();
    plan();
    assertThat(all()).hasSize(1);
    receive(FIRST, repository.push("refs/heads/main"));
    plan();
    assertThat(all()).hasSize(1);
    assertThat(status(FIRST)).startsWith("ignored: the sweep made up for it as delivery sweep-");
  }

  @Test
  void aPushOfAnOldCommitAfterTheSweepIsAPush() throws Exception {
    var repository = connected(SampleRun.WORKFLOW);
    sweep();
    plan();
    receive(
        SECOND,
        pushedIn(60, repository)
            .with("before", Json.of(repository.sha()))
            .with("after", Json.of("0".repeat(40)))
            .with("deleted", Json.of(true))
            .text());
    receive(FIRST, pushedIn(120, repository).text());
    plan();
    assertThat(status(FIRST)).startsWith("planned");
  }

  @Test
  void aLateWebhookOfAPushThatTheSweepFoundByAClockPutBackStartsNothing() throws Exception {
    var repository = connected(SampleRun.WORKFLOW);
    sweep();
    plan();
    receive(FIRST, pushedIn(60, repository).text());
    plan();
    assertThat(status(FIRST)).startsWith("ignored: the sweep made up for it");
  }

  private static Json.Obj pushedIn(int seconds, SampleRepository repository) throws IOException {
    var body =
        Json.parseObject(repository.push("refs/heads/main").getBytes(StandardCharsets.UTF_8));
    var time = Instant.now().plusSeconds(seconds).getEpochSecond();
    return body.with(
        "repository", body.object("repository").with("pushed_at", Json.of((double) time)));
  }

  @Test
  void aPushThatWasPlannedByHalfAndSetAsideIsPlannedOnAndNotAnew() throws Exception {
    var repository = connected(SampleRun.WORKFLOW);
    receive(FIRST, repository.push("refs/heads/main"));
    var broken = new PlanRunHandler(aws.environment(), without("StartExecution"));
    assertThat(plan(broken, 5, _ -> true)).containsExactly("m1");
    assertThat(status(FIRST)).startsWith("dead");
    var half = all();
    assertThat(half).hasSize(1);

    sweep();
    assertThat(plan(handler, 1, body -> body.contains("\"sweep-"))).isEmpty();
    assertThat(all()).extracting(Run::id).containsExactly(half.getFirst().id());
    assertThat(aws.calls("StartExecution"))
        .extracting(start -> start.requireString("name"))
        .containsExactly(half.getFirst().id().toString());

    assertThat(plan()).isEmpty();
    assertThat(all()).hasSize(1);
    assertThat(status(FIRST)).startsWith("planned");
  }

  @Test
  void theSweepStartsWhatIsDueOnceAndThatFileOnly() throws Exception {
    var nightly = SampleRun.WORKFLOW.replace("on: push", "on: {schedule: [{cron: '0 4 * * *'}]}");
    write("other.yml", nightly.replace("0 4", "0 6"));
    var repository = connected(nightly);
    sweep(Instant.parse("2026-11-24T23:57:00Z"));
    sweep(Instant.parse("2026-11-25T03:59:00Z"));
    plan();
    assertThat(all()).isEmpty();

    sweep(Instant.parse("2026-11-25T04:02:00Z"));
    sweep(Instant.parse("2026-11-25T04:07:00Z"));
    sweep(Instant.parse("2026-11-25T04:01:00Z"));
    plan();
    assertThat(all())
        .extracting(run -> run.about().event(), run -> run.about().ref(), run -> run.about().sha())
        .containsExactly(tuple("schedule", "refs/heads/main", repository.sha()));

    sweep(Instant.parse("2026-11-26T04:01:00Z"));
    plan();
    assertThat(all())
        .extracting(run -> run.about().workflowPath())
        .containsExactlyInAnyOrder(
            ".github/workflows/ci.yml", ".github/workflows/ci.yml", ".github/workflows/other.yml");
  }

  @Test
  void aRunThatIsOverStartsThoseThatFollowItButNoEndlessChain() throws Exception {
    write(
        "follow.yml",
        """
        name: Follow
        on: {workflow_run: {workflows: [CI, Follow], types: [completed]}}
        jobs: {a: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}
        """);
    var repository = connected(SampleRun.WORKFLOW);
    receive(FIRST, repository.push("refs/heads/main"));
    plan();
    for (var tries = 0; tries < 6; tries++) {
      for (var run : all()) {
        finish(run);
        finish(run);
      }
      plan();
      plan();
    }
    assertThat(all())
        .extracting(run -> run.about().workflowName(), run -> run.about().event())
        .containsExactlyInAnyOrder(
            tuple("CI", "push"),
            tuple("Follow", "workflow_run"),
            tuple("Follow", "workflow_run"),
            tuple("Follow", "workflow_run"));
    var followed =
        all().stream()
            .filter(run -> run.about().event().equals("workflow_run"))
            .map(run -> runs.store().inputs(run.id()).event().payload().object("workflow_run"))
            .filter(told -> told.requireString("name").equals("CI"))
            .findFirst()
            .orElseThrow();
    assertThat(followed.requireString("conclusion")).isEqualTo("cancelled");
    assertThat(followed.requireString("head_branch")).isEqualTo("main");
    assertThat(followed.requireString("head_sha")).isEqualTo(repository.sha());
  }

  private void finish(Run run) {
    HttpEvent.call(
        new FinishRunHandler(aws.environment(), Outside.real()),
        Json.object().put("runId", run.id().toString()).put("attempt", 1).build());
  }

  private void write(String file, String text) throws IOException {
    SampleRepository.write(folder.resolve("repository"), ".github/workflows/" + file, text);
  }

  @Test
  void findsTheCommitOfADispatchThatGitHubTellsOf() throws Exception {
    connected(SampleRun.WORKFLOW.replace("on: push", "on: workflow_dispatch"));
    var body =
        Json.parseObject(Files.readAllBytes(Path.of("../events/github/workflow_dispatch.json")))
            .with("workflow", Json.of(".github/workflows/ci.yml"))
            .with("inputs", Json.Null.INSTANCE);
    HttpEvent.webhook(FIRST, "workflow_dispatch", body.text())
        .send(new ReceiveWebhookHandler(aws.environment(), Outside.real()));
    plan();
    assertThat(status(FIRST)).startsWith("planned");
  }

  @Test
  void theSweepStartsARunWhoseStartWasLost() {
    var run = SampleRun.create(aws.environment(), 1, "octo/hello-world", "main");
    sweep();
    assertThat(aws.calls("StartExecution"))
        .extracting(start -> start.requireString("name"))
        .containsExactly(run.id().toString());
  }

  @Test
  void theSweepForgetsRunsThatAreOver() {
    var run = SampleRun.create(aws.environment(), 1, "octo/hello-world", "main");
    runs.desk().tell(run.id(), new RunCommand.Finish(1));
    assertThat(runs.store().open()).containsExactly(run.id());
    sweep();
    assertThat(runs.store().open()).isEmpty();
    runs.desk().tell(run.id(), new RunCommand.Rerun(new RunCommand.Which.All()));
    assertThat(runs.store().open()).containsExactly(run.id());
  }

  private SampleRepository connected(String workflow) throws Exception {
    var repository = SampleRepository.create(folder.resolve("repository"), workflow);
    connect(repository.folder());
    return repository;
  }

  private void connect(Path repository) {
    connect(repository.toString());
  }

  private void connect(String url) {
    repositories.put(
        new ConnectedRepository(
            RepositoryId.parse("octo/hello-world"),
            url,
            Optional.of("main"),
            Instant.now(),
            Map.of(),
            Map.of()));
  }

  private void receive(String id, String body) {
    HttpEvent.webhook(id, "push", body)
        .send(new ReceiveWebhookHandler(aws.environment(), Outside.real()));
  }

  private void sweep() {
    HttpEvent.call(new SweepRepositoriesHandler(aws.environment(), Outside.real()), Json.Obj.EMPTY);
  }

  private void sweep(Instant time) {
    var outside = new Outside(() -> time, Outside::overHttp, _ -> {});
    HttpEvent.call(new SweepRepositoriesHandler(aws.environment(), outside), Json.Obj.EMPTY);
  }

  /// The world without one operation of AWS.
  private static Outside without(String operation) {
    return new Outside(
        Instant::now,
        (method, uri, headers, body) -> {
          if (headers.getOrDefault("x-amz-target", "").endsWith("." + operation)) {
            throw new IOException(operation + " does not answer");
          }
          return Outside.overHttp(method, uri, headers, body);
        },
        _ -> {});
  }

  private List<String> plan() {
    return plan(1);
  }

  /// Gives the function all messages and tells which it failed.
  private List<String> plan(int received) {
    return plan(handler, received, _ -> true);
  }

  private List<String> plan(PlanRunHandler with, int received, Predicate<String> wanted) {
    var records =
        aws.queues().messages("deliveries.fifo").stream()
            .filter(message -> wanted.test(message.body()))
            .map((Message message) -> aws.queues().record(message, received))
            .toList();
    var answer = HttpEvent.call(with, Json.object().put("Records", Json.array(records)).build());
    return answer.array("batchItemFailures").stream()
        .map(failure -> ((Json.Obj) failure).requireString("itemIdentifier"))
        .toList();
  }

  private String status(String id) {
    var delivery = deliveries.get(id).orElseThrow();
    return delivery.status().word() + ": " + delivery.detail().orElse("");
  }

  private List<Run> all() {
    return runs.store().list(Optional.empty(), 200, Optional.empty()).runs();
  }
}

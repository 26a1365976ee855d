package dev.slipway.local.simulation;

import static dev.slipway.local.simulation.RunWatch.text;

import dev.slipway.ci.run.Run;
import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What must be true in the end: everything came to a conclusion, and nothing is left.
final class Ending {
  private static final String DEAD_LETTERS = "slipway-stateless-InboxDeadLettersFE4330BC.fifo";
  private static final String DELIVERIES = "slipway-stateless-InboxDeliveriesE0CCE599.fifo";

  /// Maps of things that wait to be done.
  private static final List<String> PENDING = List.of("lambda.calls", "events.deliveries");

  private static final Set<String> UNDER_WAY = Set.of("accepted", "enqueued", "");

  private final Store store;
  private final RunWatch watch;
  private final Forge forge;
  private final SimulatedCloud cloud;

  Ending(SimulatedCloud.World world, Forge forge, SimulatedCloud cloud) {
    this.store = world.store();
    this.watch = world.watch();
    this.forge = forge;
    this.cloud = cloud;
  }

  /// What is still under way, if anything is; dead letters are not.
  Optional<String> underWay() {
    return Stream.<Supplier<Optional<String>>>of(
            this::openRun, this::openDelivery, this::pushWithoutRun, this::waiting, this::openBuild)
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> openRun() {
    return watch.latest().values().stream()
        .filter(run -> !run.isCompleted() || !run.pending().isEmpty() || isExecuting(run))
        .findFirst()
        .map(
            run -> "%s did not end: %s, pending %s".formatted(run.id(), run.jobs(), run.pending()));
  }

  private boolean isExecuting(Run run) {
    return run.execution().map(this::status).filter("RUNNING"::equals).isPresent();
  }

  private String status(String arn) {
    return execution(arn).requireString("status");
  }

  private Json.Obj execution(String arn) {
    var request = Json.object().put("executionArn", arn).build();
    return Json.parseObject(cloud.states().call("DescribeExecution", request.bytes()));
  }

  /// One that nobody heard to be accepted may be half made: the forge sends it again, or a sweep
  /// finds its push.
  private Optional<String> openDelivery() {
    return forge.accepted().stream()
        .map(id -> watch.deliveries().getOrDefault(id, Json.Obj.EMPTY))
        .filter(delivery -> UNDER_WAY.contains(text(delivery, "status")))
        .filter(delivery -> !letters().contains(text(delivery, "id")))
        .findFirst()
        .map(delivery -> "delivery %s waits".formatted(delivery.text()));
  }

  private Optional<String> pushWithoutRun() {
    return forge.pushes().stream()
        .filter(forge::isHead)
        .filter(push -> runsOf(push).isEmpty())
        .filter(push -> letters().isEmpty())
        .findFirst()
        .map(push -> "%s has no run".formatted(push));
  }

  private List<Run> runsOf(Forge.Push push) {
    return watch.latest().values().stream()
        .filter(run -> run.about().ref().equals(push.ref()))
        .filter(run -> run.about().sha().equals(push.commit()))
        .toList();
  }

  private Optional<String> waiting() {
    var messages = messages(DELIVERIES);
    return messages > 0
        ? Optional.of("%d messages are queued".formatted(messages))
        : PENDING.stream()
            .filter(name -> !store.map(name).isEmpty())
            .findFirst()
            .map(name -> "%s has %d".formatted(name, store.map(name).size()));
  }

  private int messages(String queue) {
    var request =
        Json.object()
            .put("QueueUrl", cloud.queues().address(queue))
            .put("AttributeNames", Json.strings(List.of("All")))
            .build();
    var attributes =
        Json.parseObject(cloud.queues().call("GetQueueAttributes", request.bytes()))
            .object("Attributes");
    return List.of("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible").stream()
        .mapToInt(name -> attributes.string(name).map(Integer::parseInt).orElse(0))
        .sum();
  }

  private Optional<String> openBuild() {
    return store.<String, byte[]>map("builds.builds").values().stream()
        .map(Json::parseObject)
        .filter(build -> build.requireString("buildStatus").equals("IN_PROGRESS"))
        .findFirst()
        .map(build -> "build %s is in progress".formatted(build.requireString("id")));
  }

  /// The deliveries that were set aside.
  List<String> letters() {
    if (messages(DEAD_LETTERS) == 0) {
      return List.of();
    }
    var request =
        Json.object()
            .put("QueueUrl", cloud.queues().address(DEAD_LETTERS))
            .put("MaxNumberOfMessages", 10)
            .put("VisibilityTimeout", 0)
            .build();
    return Json.parseObject(cloud.queues().call("ReceiveMessage", request.bytes()))
        .array("Messages")
        .stream()
        .map(message -> (Json.Obj) Json.parse(((Json.Obj) message).requireString("Body")))
        .map(body -> body.requireString("deliveryId"))
        .toList();
  }

  /// @param shown what the platform's API tells of its dead letters
  void requireExplained(Json.Obj shown) {
    for (var letter : shown.array("messages")) {
      var why = ((Json.Obj) letter).requireString("detail");
      if (why.isBlank() || why.contains("gone")) {
        throw new AssertionError("nothing explains the dead letter " + letter);
      }
    }
  }

  /// @throws AssertionError naming what does not hold
  void requireOrder() {
    underWay()
        .ifPresent(what -> {
          throw new AssertionError(what);
        });
    if (!letters().isEmpty()) {
      throw new AssertionError("dead letters are left: " + letters());
    }
    forge.accepted().forEach(this::requireMapped);
    forge.pushes().forEach(this::requireOneRun);
    watch.latest().values().forEach(this::requireSameEnd);
  }

  /// Every delivery that was accepted maps to one run or to one recorded "ignored".
  private void requireMapped(String id) {
    var delivery = watch.deliveries().getOrDefault(id, Json.Obj.EMPTY);
    var runs = text(delivery, "runs");
    var maps =
        switch (text(delivery, "status")) {
          case "planned" ->
              watch.latest().keySet().stream().anyMatch(run -> run.toString().equals(runs));
          case "ignored" -> runs.isEmpty() && !text(delivery, "detail").isBlank();
          default -> false;
        };
    if (!maps) {
      throw new AssertionError(
          "delivery %s was accepted and maps to nothing: %s".formatted(id, delivery.text()));
    }
  }

  private void requireOneRun(Forge.Push push) {
    var needed =
        forge.isHead(push)
            || forge.accepted().stream().anyMatch(id -> push.equals(forge.sent().get(id)));
    var runs = runsOf(push);
    if (runs.size() > 1 || (needed && runs.isEmpty())) {
      throw new AssertionError(
          "%s has %d runs: %s"
              .formatted(push, runs.size(), runs.stream().map(Run::about).toList()));
    }
  }

  /// What the run says its execution says too, unless that broke off and a sweep concluded the run.
  private void requireSameEnd(Run run) {
    run.execution()
        .map(this::execution)
        .filter(execution -> execution.string("error").stream().allMatch(Ending::isOurs))
        .ifPresent(execution -> {
          var wanted =
              switch (run.conclusion().orElseThrow()) {
                case SUCCESS, SKIPPED -> "SUCCEEDED";
                case FAILURE, CANCELLED -> "FAILED";
              };
          if (!execution.requireString("status").equals(wanted)) {
            throw new AssertionError(
                "%s is %s, its execution %s"
                    .formatted(run.id(), run.conclusion(), execution.text()));
          }
        });
  }

  private static boolean isOurs(String error) {
    return error.startsWith("Run.");
  }
}

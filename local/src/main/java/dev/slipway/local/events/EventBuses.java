package dev.slipway.local.events;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// EventBridge: buses, and rules that hand events to targets. An event that was accepted is on disk
/// with a delivery for each of its targets.
public final class EventBuses implements JsonService, AutoCloseable {
  static final String DEFAULT_BUS = "default";
  private static final int MOST_ENTRIES = 10;
  private static final int MAX_SIZE = 1024 * 1024;

  private final Store store;
  private final Scheduler scheduler;
  private final Chance chance;
  private final Deliveries deliveries;
  private final Rules rules;
  private final Clockwork clockwork;
  private final String region;
  private final String account;

  public EventBuses(
      Store store,
      Scheduler scheduler,
      Chance chance,
      Deliveries deliveries,
      Targets targets,
      String region,
      String account) {
    this.store = store;
    this.scheduler = scheduler;
    this.chance = chance;
    this.deliveries = deliveries;
    this.region = region;
    this.account = account;
    this.clockwork = new Clockwork(store, scheduler, chance);
    this.rules = new Rules(store, this, region, account);
    targets.connect((bus, event) -> dispatch(bus, event));
  }

  @Override
  public String targetPrefix() {
    return "AWSEvents";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.1";
  }

  /// Starts the rules that have times, and takes up what was on its way.
  public void start() {
    deliveries.start();
    rules.all().forEach(this::turn);
  }

  public void addBus(String name) {
    rules.addBus(name);
  }

  /// A rule of a template.
  public void addRule(Rule rule) {
    rules.put(rule);
  }

  /// An AWS service tells something, on the default bus.
  public void tell(String source, String type, Json.Obj detail) {
    tell(source, type, List.of(), detail);
  }

  /// @param resources the ARNs of what it is about
  public void tell(String source, String type, List<String> resources, Json.Obj detail) {
    dispatch(DEFAULT_BUS, event(source, type, detail, resources, scheduler.instant()));
  }

  @Override
  public byte[] call(String operation, byte[] body) {
    var request = Input.of(body);
    var answer =
        switch (operation) {
          case "PutEvents" -> putAll(request);
          case "TestEventPattern" -> test(request);
          default -> rules.call(operation, request);
        };
    return answer.bytes();
  }

  private Json.Obj putAll(Input request) {
    var entries = request.parts("Entries");
    if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
      throw invalid(
          "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member"
              + " must have length between 1 and 10");
    }
    var size = entries.stream().mapToInt(EventBuses::size).sum();
    if (size > MAX_SIZE) {
      throw invalid("Total size of the entries in the request is over the limit.");
    }
    return store.write(() -> {
      var results = entries.stream().map(this::put).toList();
      var failed = results.stream().filter(result -> result.string("ErrorCode").isPresent());
      return Json.object()
          .put("FailedEntryCount", (double) failed.count())
          .put("Entries", Json.array(results))
          .build();
    });
  }

  static AwsError invalid(String message) {
    return new AwsError(400, "ValidationException", message);
  }

  private static int size(Input entry) {
    var size = entry.has("Time") ? 14 : 0;
    for (var name : List.of("Source", "DetailType", "Detail")) {
      size += entry.maybeText(name).orElse("").getBytes(StandardCharsets.UTF_8).length;
    }
    return size + entry.texts("Resources").stream().mapToInt(String::length).sum();
  }

  private Json.Obj put(Input entry) {
    for (var name : List.of("Source", "DetailType", "Detail")) {
      if (entry.maybeText(name).orElse("").isEmpty()) {
        return failed(
            "InvalidArgument",
            "Parameter %1$s is not valid. Reason: %1$s is a required argument.".formatted(name));
      }
    }
    if (entry.text("Source").startsWith("aws.")) {
      return failed("NotAuthorizedForSourceException", "Not authorized for the source.");
    }
    Json detail;
    try {
      detail = Json.parse(entry.text("Detail"));
    } catch (MalformedJsonException _) {
      detail = Json.Null.INSTANCE;
    }
    if (!(detail instanceof Json.Obj object)) {
      return failed("MalformedDetail", "Detail is malformed.");
    }
    var bus = busName(entry.maybeText("EventBusName").orElse(DEFAULT_BUS));
    var event =
        event(
            entry.text("Source"),
            entry.text("DetailType"),
            object,
            entry.texts("Resources"),
            time(entry));
    // AWS takes what is for a bus that it does not have, and forgets it.
    if (rules.hasBus(bus)) {
      dispatch(bus, event);
    }
    return Json.object().put("EventId", event.requireString("id")).build();
  }

  private static Json.Obj failed(String code, String message) {
    return Json.object().put("ErrorCode", code).put("ErrorMessage", message).build();
  }

  private Instant time(Input entry) {
    return entry
        .members()
        .number("Time")
        .map(seconds -> Instant.ofEpochSecond(seconds.longValue()))
        .orElseGet(scheduler::instant);
  }

  /// The name in an ARN, or the name.
  static String busName(String named) {
    return named.substring(named.lastIndexOf('/') + 1);
  }

  private Json.Obj event(
      String source, String type, Json.Obj detail, List<String> resources, Instant time) {
    return Json.object()
        .put("version", "0")
        .put("id", chance.uuid())
        .put("detail-type", type)
        .put("source", source)
        .put("account", account)
        .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", region)
        .put("resources", Json.strings(resources))
        .put("detail", detail)
        .build();
  }

  private void dispatch(String bus, Json.Obj event) {
    store.write(() -> {
      for (var rule : rules.of(bus)) {
        if (rule.enabled() && rule.pattern().filter(one -> one.matches(event)).isPresent()) {
          deliver(rule, event);
        }
      }
    });
  }

  private void deliver(Rule rule, Json.Obj event) {
    var arn = rules.arn(rule);
    for (var target : rule.targets()) {
      deliveries.accept(target, target.input(event, arn), arn);
    }
  }

  private static Json.Obj test(Input request) {
    var event = tried(request.text("Event"));
    var pattern = Rules.pattern(request.text("EventPattern"));
    return Json.object().put("Result", pattern.matches(event)).build();
  }

  private static Json.Obj tried(String text) {
    try {
      if (Json.parse(text) instanceof Json.Obj event
          && Stream.of("id", "account", "source", "time", "region", "detail-type")
              .allMatch(name -> event.get(name).isPresent())) {
        return event;
      }
    } catch (MalformedJsonException _) {
      // Said below.
    }
    throw invalid("Parameter Event is not valid.");
  }

  /// Starts or stops the wheel of a rule that has times.
  void turn(Rule rule) {
    var key = "rule/" + rule.bus() + "/" + rule.name();
    if (rule.schedule().isEmpty() || !rule.enabled()) {
      clockwork.remove(key);
      return;
    }
    var arn = rules.arn(rule);
    clockwork.set(
        key,
        new Clockwork.Wheel(
            rule.schedule().get(),
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            due ->
                rules
                    .find(rule.bus(), rule.name())
                    .ifPresent(current ->
                        deliver(
                            current,
                            event(
                                "aws.events",
                                "Scheduled Event",
                                Json.Obj.EMPTY,
                                new ArrayList<>(List.of(arn)),
                                due)))));
  }

  void stop(Rule rule) {
    clockwork.remove("rule/" + rule.bus() + "/" + rule.name());
  }

  @Override
  public void close() {
    clockwork.close();
  }
}

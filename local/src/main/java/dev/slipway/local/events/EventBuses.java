package dev.slipway.local.events;

import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// EventBridge: buses, and rules that call functions. A call that fails is made again after
/// doubling pauses, as often as the rule says.
public final class EventBuses implements JsonService {
  private static final String DEFAULT_BUS = "default";
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /// @param target the function's ARN
  /// @param retries calls after the first one that failed
  public record Rule(String name, String bus, EventPattern pattern, String target, int retries) {}

  private final Scheduler scheduler;
  private final FunctionInvoker functions;
  private final String region;
  private final String account;
  private final Set<String> buses = ConcurrentHashMap.newKeySet();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  public EventBuses(Scheduler scheduler, FunctionInvoker functions, String region, String account) {
    this.scheduler = scheduler;
    this.functions = functions;
    this.region = region;
    this.account = account;
    buses.add(DEFAULT_BUS);
  }

  @Override
  public String targetPrefix() {
    return "AWSEvents";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.1";
  }

  public void addBus(String name) {
    buses.add(name);
  }

  public void addRule(Rule rule) {
    rules.add(rule);
  }

  /// An AWS service tells something, on the default bus.
  public void tell(String source, String type, Json.Obj detail) {
    dispatch(DEFAULT_BUS, event(source, type, detail));
  }

  @Override
  public byte[] call(String operation, byte[] body) {
    var request = Json.parseObject(body);
    return switch (operation) {
      case "PutEvents" -> put(request).bytes();
      case "ListRules" -> list().bytes();
      default ->
          throw new AwsError(
              400, "UnknownOperationException", "The local EventBridge does not know " + operation);
    };
  }

  private Json.Obj put(Json.Obj request) {
    var results = new ArrayList<Json>();
    for (var item : request.array("Entries")) {
      results.add(put((Json.Obj) item, request));
    }
    var failed = results.stream().filter(r -> ((Json.Obj) r).string("ErrorCode").isPresent());
    return Json.object()
        .put("FailedEntryCount", (double) failed.count())
        .put("Entries", Json.array(results))
        .build();
  }

  private Json.Obj put(Json.Obj entry, Json.Obj request) {
    var named = entry.string("EventBusName").orElse(DEFAULT_BUS);
    var bus = named.substring(named.lastIndexOf('/') + 1);
    if (!buses.contains(bus)) {
      throw new AwsError(
          400,
          "ResourceNotFoundException",
          "Event bus %s does not exist; asked by %d entries"
              .formatted(bus, request.array("Entries").size()));
    }
    if (!(Json.parse(entry.string("Detail").orElse("{}")) instanceof Json.Obj detail)) {
      return Json.object()
          .put("ErrorCode", "MalformedDetail")
          .put("ErrorMessage", "Detail is malformed.")
          .build();
    }
    var event = event(entry.requireString("Source"), entry.requireString("DetailType"), detail);
    dispatch(bus, event);
    return Json.object().put("EventId", event.requireString("id")).build();
  }

  private Json.Obj event(String source, String type, Json.Obj detail) {
    return Json.object()
        .put("version", "0")
        .put("id", UUID.randomUUID().toString())
        .put("detail-type", type)
        .put("source", source)
        .put("account", account)
        .put(
            "time",
            scheduler.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString())
        .put("region", region)
        .put("resources", Json.Arr.EMPTY)
        .put("detail", detail)
        .build();
  }

  private void dispatch(String bus, Json.Obj event) {
    for (var rule : rules) {
      if (rule.bus().equals(bus) && rule.pattern().matches(event)) {
        scheduler.soon(() -> deliver(rule, event.bytes(), 0));
      }
    }
  }

  private void deliver(Rule rule, byte[] event, int failures) {
    try {
      functions.invoke(rule.target(), event);
    } catch (FunctionInvoker.FunctionError e) {
      if (failures < rule.retries()) {
        scheduler.at(
            scheduler.instant().plus(FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 12))),
            () -> deliver(rule, event, failures + 1));
        return;
      }
      System.getLogger("slipway.events")
          .log(System.Logger.Level.ERROR, "rule %s gave up".formatted(rule.name()), e);
    }
  }

  private Json.Obj list() {
    var found =
        rules.stream()
            .map(rule ->
                Json.object()
                    .put("Name", rule.name())
                    .put("EventBusName", rule.bus())
                    .put("EventPattern", rule.pattern().text())
                    .put("State", "ENABLED")
                    .build())
            .toList();
    return Json.object().put("Rules", Json.array(found)).build();
  }
}

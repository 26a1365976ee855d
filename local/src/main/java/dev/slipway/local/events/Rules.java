package dev.slipway.local.events;

import dev.slipway.local.events.pattern.EventPattern;
import dev.slipway.local.events.pattern.InvalidPatternException;
import dev.slipway.local.store.Store;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.h2.mvstore.MVMap;

/// Buses and their rules, and the operations on them. Those made by API are kept; those of
/// templates come again at each start.
final class Rules {
  private static final int MOST_TARGETS = 5;
  private static final String NAME = "[.\\-_A-Za-z0-9]{1,64}";

  private final Store store;
  private final Tags tags;
  private final MVMap<String, byte[]> keptRules;
  private final MVMap<String, String> keptBuses;
  private final Set<String> buses = new ConcurrentSkipListSet<>();
  private final ConcurrentSkipListMap<String, Rule> rules = new ConcurrentSkipListMap<>();
  private final EventBuses events;
  private final String account;
  private final String prefix;

  Rules(Store store, EventBuses events, String region, String account) {
    this.store = store;
    this.events = events;
    this.account = account;
    this.prefix = "arn:aws:events:%s:%s:".formatted(region, account);
    this.tags = new Tags(store);
    this.keptRules = store.map("events.rules");
    this.keptBuses = store.map("events.buses");
    buses.add(EventBuses.DEFAULT_BUS);
    buses.addAll(keptBuses.keySet());
    keptRules.values().forEach(value -> put(Rule.read(value)));
  }

  void addBus(String name) {
    buses.add(name);
  }

  boolean hasBus(String bus) {
    return buses.contains(bus);
  }

  void requireBus(String bus) {
    if (!hasBus(bus)) {
      throw new AwsError(
          400, "ResourceNotFoundException", "Event bus %s does not exist.".formatted(bus));
    }
  }

  void put(Rule rule) {
    rules.put(key(rule.bus(), rule.name()), rule);
  }

  private static String key(String bus, String name) {
    return bus + "/" + name;
  }

  Collection<Rule> all() {
    return rules.values();
  }

  List<Rule> of(String bus) {
    return rules.values().stream().filter(rule -> rule.bus().equals(bus)).toList();
  }

  Optional<Rule> find(String bus, String name) {
    return Optional.ofNullable(rules.get(key(bus, name)));
  }

  String arn(Rule rule) {
    var bus = rule.bus().equals(EventBuses.DEFAULT_BUS) ? "" : rule.bus() + "/";
    return prefix + "rule/" + bus + rule.name();
  }

  private void keep(Rule rule) {
    store.write(() -> {
      put(rule);
      if (!rule.template()) {
        keptRules.put(key(rule.bus(), rule.name()), rule.json().bytes());
      }
    });
    events.turn(rule);
  }

  Json.Obj call(String operation, Input request) {
    return switch (operation) {
      case "PutRule" -> putRule(request);
      case "DescribeRule" -> shown(require(request)).put("CreatedBy", account).build();
      case "DeleteRule" -> delete(request);
      case "EnableRule" -> enable(request, true);
      case "DisableRule" -> enable(request, false);
      case "ListRules" -> list(request);
      case "ListRuleNamesByTarget" -> byTarget(request);
      case "PutTargets" -> putTargets(request);
      case "RemoveTargets" -> removeTargets(request);
      case "ListTargetsByRule" -> listTargets(request);
      case "CreateEventBus" -> createBus(request);
      case "DeleteEventBus" -> deleteBus(request);
      case "DescribeEventBus" -> {
        var bus = EventBuses.busName(request.maybeText("Name").orElse(EventBuses.DEFAULT_BUS));
        requireBus(bus);
        yield bus(bus);
      }
      case "ListEventBuses" -> listBuses(request);
      case "ListTagsForResource" -> tags.list(tagged(request));
      case "TagResource" -> tags.add(tagged(request), request.parts("Tags"));
      case "UntagResource" -> tags.remove(tagged(request), request.texts("TagKeys"));
      default -> throw AwsError.unknownOperation(operation);
    };
  }

  /// The ARN of a rule or a bus that is there.
  private String tagged(Input request) {
    var arn = request.text("ResourceARN");
    if (arn.startsWith(prefix + "event-bus/")) {
      requireBus(EventBuses.busName(arn));
      return arn;
    }
    if (rules.values().stream().noneMatch(rule -> arn(rule).equals(arn))) {
      throw Rule.notFound(EventBuses.busName(arn), EventBuses.DEFAULT_BUS);
    }
    return arn;
  }

  private static String bus(Input request) {
    return EventBuses.busName(request.maybeText("EventBusName").orElse(EventBuses.DEFAULT_BUS));
  }

  private Rule require(Input request) {
    var bus = bus(request);
    requireBus(bus);
    var name = request.maybeText("Name").or(() -> request.maybeText("Rule")).orElse("");
    return find(bus, name).orElseThrow(() -> Rule.notFound(name, bus));
  }

  static Json.Obj object(String text) {
    try {
      if (Json.parse(text) instanceof Json.Obj object) {
        return object;
      }
    } catch (MalformedJsonException _) {
      // Said below.
    }
    throw new AwsError(
        400,
        "InvalidEventPatternException",
        "Event pattern is not valid. Reason: Filter is not an object");
  }

  static EventPattern pattern(String text) {
    try {
      return EventPattern.of(object(text));
    } catch (InvalidPatternException e) {
      throw new AwsError(400, "InvalidEventPatternException", String.valueOf(e.getMessage()));
    }
  }

  private Json.Obj putRule(Input request) {
    var name = request.text("Name");
    if (!name.matches(NAME)) {
      throw EventBuses.invalid(
          "1 validation error detected: Value '%s' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"
              .formatted(name));
    }
    var bus = bus(request);
    requireBus(bus);
    var pattern = request.maybeText("EventPattern").map(Rules::pattern);
    var schedule =
        request.maybeText("ScheduleExpression").map(text -> ScheduleExpression.of(text, "UTC"));
    if (pattern.isEmpty() && schedule.isEmpty()) {
      throw EventBuses.invalid(
          "Parameter(s) EventPattern or ScheduleExpression must be specified.");
    }
    if (schedule.isPresent() && !bus.equals(EventBuses.DEFAULT_BUS)) {
      throw EventBuses.invalid("ScheduleExpression is supported only on the default event bus.");
    }
    var state = request.maybeText("State").orElse("ENABLED");
    var known = find(bus, name);
    var rule =
        new Rule(
            name,
            bus,
            pattern,
            schedule,
            request.maybeText("Description"),
            !state.equals("DISABLED"),
            known.map(Rule::template).orElse(false),
            known.map(Rule::targets).orElse(List.of()));
    keep(rule);
    var _ = tags.add(arn(rule), request.parts("Tags"));
    return Json.object().put("RuleArn", arn(rule)).build();
  }

  private Json.Builder shown(Rule rule) {
    return Json.object()
        .put("Name", rule.name())
        .put("Arn", arn(rule))
        .put("EventPattern", rule.pattern().map(EventPattern::text))
        .put("ScheduleExpression", rule.schedule().map(ScheduleExpression::text))
        .put("State", rule.enabled() ? "ENABLED" : "DISABLED")
        .put("Description", rule.description())
        .put("EventBusName", rule.bus());
  }

  /// Deleting a rule that is not there is no error.
  private Json.Obj delete(Input request) {
    var bus = bus(request);
    requireBus(bus);
    find(bus, request.text("Name"))
        .ifPresent(rule -> {
          if (!rule.targets().isEmpty()) {
            throw EventBuses.invalid("Rule can't be deleted since it has targets.");
          }
          store.write(() -> keptRules.remove(key(rule.bus(), rule.name())));
          rules.remove(key(rule.bus(), rule.name()));
          tags.forget(arn(rule));
          events.stop(rule);
        });
    return Json.Obj.EMPTY;
  }

  private Json.Obj enable(Input request, boolean enabled) {
    keep(require(request).enabled(enabled));
    return Json.Obj.EMPTY;
  }

  private Json.Obj list(Input request) {
    var bus = bus(request);
    requireBus(bus);
    var named = request.maybeText("NamePrefix").orElse("");
    var found = of(bus).stream().filter(rule -> rule.name().startsWith(named)).toList();
    return Page.of(found, Rule::name, request)
        .answer("Rules", Rule::name, rule -> shown(rule).build());
  }

  private Json.Obj listTargets(Input request) {
    var targets =
        require(request).targets().stream().sorted(Comparator.comparing(Target::id)).toList();
    return Page.of(targets, Target::id, request).answer("Targets", Target::id, Target::given);
  }

  private Json.Obj listBuses(Input request) {
    var named = request.maybeText("NamePrefix").orElse("");
    var found = buses.stream().filter(bus -> bus.startsWith(named)).toList();
    return Page.of(found, bus -> bus, request).answer("EventBuses", bus -> bus, this::bus);
  }

  private Json.Obj byTarget(Input request) {
    var bus = bus(request);
    var target = request.text("TargetArn");
    var names =
        of(bus).stream()
            .filter(rule -> rule.targets().stream().anyMatch(one -> one.arn().equals(target)))
            .map(Rule::name)
            .toList();
    return Json.object().put("RuleNames", Json.strings(names)).build();
  }

  private Json.Obj putTargets(Input request) {
    var rule = require(request);
    var targets = new ArrayList<>(rule.targets());
    var failed = new ArrayList<Json>();
    for (var given : request.parts("Targets")) {
      var target = Target.of(given.members());
      if (!Targets.isKnown(target.arn())) {
        failed.add(
            Json.object()
                .put("TargetId", target.id())
                .put("ErrorCode", "ValidationException")
                .put("ErrorMessage", "The local cloud has no target %s".formatted(target.arn()))
                .build());
      } else {
        targets.removeIf(known -> known.id().equals(target.id()));
        targets.add(target);
      }
    }
    if (targets.size() > MOST_TARGETS) {
      throw new AwsError(
          400,
          "LimitExceededException",
          "The requested resource exceeds the maximum number allowed.");
    }
    keep(rule.with(targets));
    return failures(failed);
  }

  private static Json.Obj failures(List<Json> failed) {
    return Json.object()
        .put("FailedEntryCount", failed.size())
        .put("FailedEntries", Json.array(failed))
        .build();
  }

  private Json.Obj removeTargets(Input request) {
    var rule = require(request);
    var ids = request.texts("Ids");
    keep(rule.with(rule.targets().stream().filter(one -> !ids.contains(one.id())).toList()));
    return failures(List.of());
  }

  private Json.Obj bus(String name) {
    return Json.object().put("Name", name).put("Arn", prefix + "event-bus/" + name).build();
  }

  private Json.Obj createBus(Input request) {
    var name = request.text("Name");
    if (!name.matches("[.\\-_A-Za-z0-9]{1,256}")) {
      throw EventBuses.invalid("Event bus name %s is invalid.".formatted(name));
    }
    if (!buses.add(name)) {
      throw new AwsError(
          400, "ResourceAlreadyExistsException", "Event bus %s already exists.".formatted(name));
    }
    store.write(() -> keptBuses.put(name, name));
    var _ = tags.add(prefix + "event-bus/" + name, request.parts("Tags"));
    return Json.object().put("EventBusArn", prefix + "event-bus/" + name).build();
  }

  private Json.Obj deleteBus(Input request) {
    var name = EventBuses.busName(request.text("Name"));
    if (name.equals(EventBuses.DEFAULT_BUS)) {
      throw EventBuses.invalid("Cannot delete event bus default.");
    }
    if (!of(name).isEmpty()) {
      throw EventBuses.invalid("Event bus can't be deleted since it has rules.");
    }
    buses.remove(name);
    store.write(() -> keptBuses.remove(name));
    tags.forget(prefix + "event-bus/" + name);
    return Json.Obj.EMPTY;
  }
}

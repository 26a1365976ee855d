package dev.slipway.local.states.api;

import static dev.slipway.local.states.api.Texts.seconds;

import dev.slipway.local.states.registry.Alias;
import dev.slipway.local.states.registry.Alias.Route;
import dev.slipway.local.states.registry.Registry;
import dev.slipway.local.store.Store;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Operations on aliases of state machines.
public final class AliasOperations {
  private static final String NAME_RULE = "^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$";
  private static final Pattern NAME = Pattern.compile(NAME_RULE);
  private static final Pattern VERSION =
      Pattern.compile("arn:[^:]+:states:[^:]+:[^:]+:stateMachine:[^:]+:\\d+");

  private final Store store;
  private final Registry registry;
  private final InstantSource clock;

  public AliasOperations(Store store, Registry registry, InstantSource clock) {
    this.store = store;
    this.registry = registry;
    this.clock = clock;
  }

  public Json create(Request request) {
    var name = name(request.required("name"));
    var description = request.string("description", 256).orElse("");
    var routes = routes(request);
    return store.write(() -> {
      synchronized (registry) {
        var first = routes.getFirst().version();
        var machineArn = first.substring(0, first.lastIndexOf(':'));
        checkVersions(routes);
        var arn = machineArn + ":" + name;
        var now = clock.instant();
        var alias = new Alias(arn, description, routes, now, now);
        var kept = registry.alias(arn).map(existing -> same(existing, alias)).orElse(alias);
        registry.put(kept);
        return Json.object()
            .put("stateMachineAliasArn", arn)
            .put("creationDate", seconds(kept.created()))
            .build();
      }
    });
  }

  private static Alias same(Alias existing, Alias wanted) {
    if (existing.routes().equals(wanted.routes())
        && existing.description().equals(wanted.description())) {
      return existing;
    }
    throw Request.refusal(
        "ConflictException",
        "Failed to create alias because an alias with the same name and a different routing configuration already exists.");
  }

  private static String name(String name) {
    if (name.length() > 80) {
      throw Request.constraint(name, "name", "Member must have length less than or equal to 80");
    }
    if (!NAME.matcher(name).matches()) {
      throw Request.constraint(
          name,
          "name",
          "Member must satisfy regular expression pattern: " + NAME_RULE.replace("\\", "\\\\"));
    }
    return name;
  }

  private static List<Route> routes(Request request) {
    var items = request.objects("routingConfiguration");
    if (items.isEmpty() || items.size() > 2) {
      throw Request.constraint(
          described(items),
          "routingConfiguration",
          items.isEmpty()
              ? "Member must have length greater than or equal to 1"
              : "Member must have length less than or equal to 2");
    }
    var routes = new ArrayList<Route>();
    for (var i = 0; i < items.size(); i++) {
      routes.add(
          new Route(items.get(i).required("stateMachineVersionArn"), weight(items.get(i), i + 1)));
    }
    check(routes);
    return routes;
  }

  private static String described(List<Request> items) {
    return items.stream()
        .map(item ->
            "RoutingConfigurationListItem(stateMachineVersionArn=%s, weight=%d)"
                .formatted(
                    item.string("stateMachineVersionArn").orElse(""),
                    item.number("weight").orElse(0.0).intValue()))
        .toList()
        .toString();
  }

  private static int weight(Request item, int place) {
    var weight = item.number("weight").orElse(0.0);
    if (weight < 0 || weight > 100) {
      throw Request.constraint(
          Json.of(weight).text(),
          "routingConfiguration.%d.member.weight".formatted(place),
          weight < 0
              ? "Member must have value greater than or equal to 0"
              : "Member must have value less than or equal to 100");
    }
    return weight.intValue();
  }

  private static void check(List<Route> routes) {
    var arns = routes.stream().map(Route::version).toList();
    if (!arns.stream().allMatch(arn -> VERSION.matcher(arn).matches())) {
      throw Request.invalid(
          "Routing configuration must contain state machine version ARNs. Received: " + arns);
    }
    if (new HashSet<>(arns).size() < arns.size()) {
      throw Request.invalid(
          "Routing configuration must contain distinct state machine version ARNs. Received: "
              + arns);
    }
    if (routes.stream().mapToInt(Route::weight).sum() != 100) {
      throw Request.invalid(
          "Sum of routing configuration weights must equal 100. Received: "
              + routes.stream().map(Route::weight).toList());
    }
  }

  private void checkVersions(List<Route> routes) {
    for (var route : routes) {
      if (registry.version(route.version()).isEmpty()) {
        throw notFound();
      }
    }
  }

  private static AwsError notFound() {
    return Request.refusal(
        "ResourceNotFound", "Request references a resource that does not exist.");
  }

  public Json update(Request request) {
    var arn = Names.machineArn(request.required("stateMachineAliasArn"));
    if (!request.has("description") && !request.has("routingConfiguration")) {
      throw Request.invalid(
          "Either the description or the routing configuration must be specified");
    }
    var description = request.string("description", 256);
    var routes =
        request.has("routingConfiguration")
            ? Optional.of(routes(request))
            : Optional.<List<Route>>empty();
    return store.write(() -> {
      synchronized (registry) {
        var before = registry.alias(arn).orElseThrow(AliasOperations::notFound);
        routes.ifPresent(this::checkVersions);
        var now = clock.instant();
        registry.put(
            new Alias(
                arn,
                description.orElse(before.description()),
                routes.orElse(before.routes()),
                before.created(),
                now));
        return Json.object().put("updateDate", seconds(now)).build();
      }
    });
  }

  public Json describe(Request request) {
    var arn = Names.machineArn(request.required("stateMachineAliasArn"));
    var alias = registry.alias(arn).orElseThrow(AliasOperations::notFound);
    var json =
        Json.object()
            .put("stateMachineAliasArn", arn)
            .put("name", alias.name())
            .put(
                "routingConfiguration",
                Json.array(alias.routes().stream().map(AliasOperations::json).toList()))
            .put("creationDate", seconds(alias.created()))
            .put("updateDate", seconds(alias.updated()));
    if (!alias.description().isEmpty()) {
      json.put("description", alias.description());
    }
    return json.build();
  }

  private static Json json(Route route) {
    return Json.object()
        .put("stateMachineVersionArn", route.version())
        .put("weight", route.weight())
        .build();
  }

  public Json delete(Request request) {
    var arn = Names.machineArn(request.required("stateMachineAliasArn"));
    store.write(() -> {
      synchronized (registry) {
        registry.removeAlias(arn);
      }
    });
    return Json.Obj.EMPTY;
  }

  public Json list(Request request) {
    var arn = Names.machineArn(request.required("stateMachineArn"));
    var machine = registry.version(arn).map(version -> version.machineArn()).orElse(arn);
    if (registry.machine(machine).isEmpty()) {
      throw MachineOperations.missing(arn);
    }
    var limit = request.limit(1000);
    var found =
        registry.aliases(machine).stream()
            .filter(alias -> machine.equals(arn) || alias.leadsTo(arn))
            .toList();
    return Page.of(found, request.pageToken(), limit, Alias::arn)
        .json(
            "stateMachineAliases",
            alias ->
                Json.object()
                    .put("stateMachineAliasArn", alias.arn())
                    .put("creationDate", seconds(alias.created()))
                    .build());
  }
}

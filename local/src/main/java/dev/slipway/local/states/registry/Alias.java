package dev.slipway.local.states.registry;

import dev.slipway.model.Json;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// A name for one version, or for two of which each gets a share of the executions.
public record Alias(
    String arn, String description, List<Route> routes, Instant created, Instant updated) {
  /// @param weight percent
  public record Route(String version, int weight) {}

  public Alias {
    routes = List.copyOf(routes);
  }

  public String name() {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  public String machineArn() {
    return arn.substring(0, arn.lastIndexOf(':'));
  }

  public boolean leadsTo(String version) {
    return routes.stream().anyMatch(route -> route.version().equals(version));
  }

  /// Draws the version that an execution gets.
  public String draw(RandomGenerator chance) {
    return chance.nextInt(100) < routes.getFirst().weight()
        ? routes.getFirst().version()
        : routes.getLast().version();
  }

  Json.Obj json() {
    return Json.object()
        .put("arn", arn)
        .put("description", description)
        .put("routes", Json.array(routes.stream().map(Alias::json).toList()))
        .put("created", (double) created.toEpochMilli())
        .put("updated", (double) updated.toEpochMilli())
        .build();
  }

  private static Json.Obj json(Route route) {
    return Json.object().put("version", route.version()).put("weight", route.weight()).build();
  }

  static Alias from(Json.Obj json) {
    return new Alias(
        json.requireString("arn"),
        json.requireString("description"),
        json.array("routes").stream()
            .map(Json.Obj.class::cast)
            .map(route ->
                new Route(route.requireString("version"), (int) route.requireNumber("weight")))
            .toList(),
        Instant.ofEpochMilli((long) json.requireNumber("created")),
        Instant.ofEpochMilli((long) json.requireNumber("updated")));
  }
}

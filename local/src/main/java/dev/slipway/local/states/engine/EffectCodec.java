package dev.slipway.local.states.engine;

import static dev.slipway.local.states.engine.Codec.whole;

import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Effect;
import dev.slipway.local.states.execution.MapPlan;
import dev.slipway.local.states.execution.MapPlan.Batches;
import dev.slipway.local.states.execution.MapPlan.Tolerance;
import dev.slipway.local.states.language.Resource;
import dev.slipway.model.Json;
import java.util.Optional;

/// Effects as JSON, for the store.
final class EffectCodec {
  private EffectCodec() {}

  static Json.Obj json(Effect effect) {
    return switch (effect) {
      case Effect.Call(var scope, var generation, var resource, var arguments, var token) ->
          Json.object()
              .put("scope", scope)
              .put("generation", generation)
              .put("resource", resource.arn())
              .put("arguments", arguments.text())
              .put("token", token)
              .build();
      case Effect.RunMap(var scope, var generation, var plan) ->
          Json.object()
              .put("scope", scope)
              .put("generation", generation)
              .put("map", json(plan))
              .build();
      case Effect.GoOn _ -> Json.Obj.EMPTY;
    };
  }

  static Effect effect(Json.Obj json) {
    if (json.get("map").isPresent()) {
      return new Effect.RunMap(
          whole(json, "scope"), whole(json, "generation"), plan(json.object("map")));
    }
    var resource = json.string("resource");
    if (resource.isEmpty()) {
      return new Effect.GoOn();
    }
    return new Effect.Call(
        whole(json, "scope"),
        whole(json, "generation"),
        Resource.of(resource.get()).orElseThrow(),
        Document.of(json.requireString("arguments")),
        json.string("token"));
  }

  private static Json.Obj json(MapPlan plan) {
    var json =
        Json.object()
            .put("arn", plan.arn())
            .put("items", plan.items())
            .put("reader", plan.reader())
            .put("concurrency", (double) plan.concurrency())
            .put("count", (double) plan.tolerance().count())
            .put("percentage", plan.tolerance().percentage())
            .put("writer", plan.writer());
    plan.maxItems().ifPresent(most -> json.put("maxItems", (double) most));
    plan.batch().ifPresent(batch -> json.put("batch", json(batch)));
    return json.build();
  }

  private static MapPlan plan(Json.Obj json) {
    return new MapPlan(
        json.requireString("arn"),
        json.get("items").map(Json.Arr.class::cast),
        json.get("reader"),
        whole64(json, "maxItems"),
        (long) json.requireNumber("concurrency"),
        new Tolerance((long) json.requireNumber("count"), json.requireNumber("percentage")),
        json.get("batch").map(batch -> batches((Json.Obj) batch)),
        json.get("writer"));
  }

  private static Json.Obj json(Batches batch) {
    var json = Json.object().put("input", batch.input());
    batch.maxItems().ifPresent(most -> json.put("maxItems", (double) most));
    batch.maxBytes().ifPresent(most -> json.put("maxBytes", (double) most));
    return json.build();
  }

  private static Batches batches(Json.Obj json) {
    return new Batches(whole64(json, "maxItems"), whole64(json, "maxBytes"), json.get("input"));
  }

  private static Optional<Long> whole64(Json.Obj json, String name) {
    return json.number(name).map(Double::longValue);
  }
}

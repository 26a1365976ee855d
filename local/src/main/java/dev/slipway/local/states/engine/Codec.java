package dev.slipway.local.states.engine;

import dev.slipway.local.states.execution.Alarm;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Effect;
import dev.slipway.local.states.execution.Progress;
import dev.slipway.local.states.execution.Scope;
import dev.slipway.local.states.execution.Scope.Heartbeat;
import dev.slipway.local.states.execution.Scope.Phase;
import dev.slipway.local.states.language.Resource;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Scopes and effects as JSON, for the store.
final class Codec {
  private Codec() {}

  static Json.Obj json(Progress progress) {
    return Json.object()
        .put("event", progress.nextEvent())
        .put("scope", progress.nextScope())
        .put("ready", numbers(progress.ready()))
        .build();
  }

  static Progress progress(Json.Obj json) {
    return new Progress(whole(json, "event"), whole(json, "scope"), wholes(json, "ready"));
  }

  static Json.Obj json(Scope scope) {
    return Json.object()
        .put("id", scope.id())
        .put("parent", scope.parent())
        .put("index", scope.index())
        .put("item", scope.item())
        .put("state", scope.state())
        .put("input", scope.input().text())
        .put("variables", new Json.Obj(scope.variables()))
        .put("last", scope.lastEvent())
        .put("entered", (double) scope.entered().toEpochMilli())
        .put("enteredEvent", scope.enteredEvent())
        .put("generation", scope.generation())
        .put("retries", numbers(scope.retries()))
        .put("phase", json(scope.phase()))
        .build();
  }

  static Scope scope(Json.Obj json) {
    return new Scope(
        whole(json, "id"),
        whole(json, "parent"),
        whole(json, "index"),
        java.util.Optional.ofNullable(json.members().get("item")),
        json.requireString("state"),
        Document.of(json.requireString("input")),
        json.object("variables").members(),
        whole(json, "last"),
        instant(json, "entered"),
        whole(json, "enteredEvent"),
        whole(json, "generation"),
        wholes(json, "retries"),
        phase(json.object("phase")));
  }

  private static Json.Obj json(Phase phase) {
    var json = Json.object().put("is", phase.getClass().getSimpleName());
    switch (phase) {
      case Phase.Pending _,
          Phase.Starting _,
          Phase.Entering _,
          Phase.Working _,
          Phase.Waited _ -> {}
      case Phase.Pausing(var until, var then) ->
          json.put("until", (double) until.toEpochMilli()).put("then", json(then));
      case Phase.Calling(var token, var called, var heartbeat, var timers) -> {
        json.put("token", token).put("called", called);
        heartbeat.ifPresent(beat -> json.put("heartbeat", (double) beat.seconds()));
        json.put("timers", Json.array(timers.stream().map(Codec::json).toList()));
      }
      case Phase.Joining(var first, var count, var next, var done, var concurrency) ->
          json.put("first", first)
              .put("count", count)
              .put("next", next)
              .put("done", done)
              .put("concurrency", concurrency);
      case Phase.Joined(var first, var count, var last) ->
          json.put("first", first).put("count", count).put("last", last);
      case Phase.Done(var output) -> json.put("output", output.text());
    }
    return json.build();
  }

  private static Phase phase(Json.Obj json) {
    return switch (json.requireString("is")) {
      case "Pending" -> new Phase.Pending();
      case "Starting" -> new Phase.Starting();
      case "Entering" -> new Phase.Entering();
      case "Working" -> new Phase.Working();
      case "Waited" -> new Phase.Waited();
      case "Pausing" -> new Phase.Pausing(instant(json, "until"), phase(json.object("then")));
      case "Calling" ->
          new Phase.Calling(
              json.string("token"),
              json.bool("called").orElse(false),
              json.number("heartbeat").map(seconds -> new Heartbeat(seconds.longValue())),
              json.array("timers").stream().map(timer -> alarm((Json.Obj) timer)).toList());
      case "Joining" ->
          new Phase.Joining(
              whole(json, "first"),
              whole(json, "count"),
              whole(json, "next"),
              whole(json, "done"),
              whole(json, "concurrency"));
      case "Joined" ->
          new Phase.Joined(whole(json, "first"), whole(json, "count"), whole(json, "last"));
      case "Done" -> new Phase.Done(Document.of(json.requireString("output")));
      case String other -> throw new IllegalStateException("the store has a phase " + other);
    };
  }

  private static Json.Obj json(Alarm alarm) {
    return Json.object()
        .put("at", (double) alarm.at().toEpochMilli())
        .put("scope", alarm.scope())
        .put("generation", alarm.generation())
        .put("kind", alarm.kind().name())
        .build();
  }

  private static Alarm alarm(Json.Obj json) {
    return new Alarm(
        instant(json, "at"),
        whole(json, "scope"),
        whole(json, "generation"),
        Alarm.Kind.valueOf(json.requireString("kind")));
  }

  static Json.Obj json(Effect effect) {
    return switch (effect) {
      case Effect.Call(var scope, var generation, var resource, var arguments) ->
          Json.object()
              .put("scope", scope)
              .put("generation", generation)
              .put("resource", resource.arn())
              .put("arguments", arguments.text())
              .build();
      case Effect.GoOn _ -> Json.Obj.EMPTY;
    };
  }

  static Effect effect(Json.Obj json) {
    var resource = json.string("resource");
    if (resource.isEmpty()) {
      return new Effect.GoOn();
    }
    return new Effect.Call(
        whole(json, "scope"),
        whole(json, "generation"),
        Resource.of(resource.get()).orElseThrow(),
        Document.of(json.requireString("arguments")));
  }

  private static Instant instant(Json.Obj json, String name) {
    return Instant.ofEpochMilli((long) json.requireNumber(name));
  }

  private static int whole(Json.Obj json, String name) {
    return (int) json.requireNumber(name);
  }

  private static Json.Arr numbers(List<Integer> numbers) {
    return Json.array(numbers.stream().map(Json::of).toList());
  }

  private static List<Integer> wholes(Json.Obj json, String name) {
    var numbers = new ArrayList<Integer>();
    for (var item : json.array(name)) {
      if (item instanceof Json.Num(var number)) {
        numbers.add((int) number);
      }
    }
    return numbers;
  }
}

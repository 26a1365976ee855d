package dev.slipway.local.states.engine;

import dev.slipway.local.states.execution.Alarm;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Phase;
import dev.slipway.local.states.execution.Progress;
import dev.slipway.local.states.execution.Scope;
import dev.slipway.local.states.execution.Visit;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Scopes as JSON, for the store.
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
    var json =
        Json.object()
            .put("id", scope.place().id())
            .put("parent", scope.place().parent())
            .put("index", scope.place().index())
            .put("visit", json(scope.visit()))
            .put("variables", new Json.Obj(scope.variables()))
            .put("last", scope.lastEvent())
            .put("generation", scope.generation())
            .put("phase", json(scope.phase()));
    scope.place().item().ifPresent(item -> json.put("item", item));
    return json.build();
  }

  static Scope scope(Json.Obj json) {
    return new Scope(
        new Scope.Place(
            whole(json, "id"),
            whole(json, "parent"),
            whole(json, "index"),
            Optional.ofNullable(json.members().get("item"))),
        visit(json.object("visit")),
        json.object("variables").members(),
        whole(json, "last"),
        whole(json, "generation"),
        phase(json.object("phase")));
  }

  private static Json.Obj json(Visit visit) {
    return Json.object()
        .put("state", visit.state())
        .put("input", visit.input().text())
        .put("entered", (double) visit.entered().toEpochMilli())
        .put("event", visit.event())
        .put("before", visit.before())
        .put("retries", numbers(visit.retries()))
        .build();
  }

  private static Visit visit(Json.Obj json) {
    return new Visit(
        json.requireString("state"),
        document(json, "input"),
        instant(json, "entered"),
        whole(json, "event"),
        whole(json, "before"),
        wholes(json, "retries"));
  }

  private static Json.Obj json(Phase phase) {
    var json = Json.object().put("is", phase.getClass().getSimpleName());
    switch (phase) {
      case Phase.Pending _,
          Phase.Starting _,
          Phase.Entering _,
          Phase.Working _,
          Phase.Mapping _,
          Phase.Waited _ -> {}
      case Phase.Pausing(var until, var then) ->
          json.put("until", (double) until.toEpochMilli()).put("then", json(then));
      case Phase.Dialing(var arguments, var token, var timeout, var heartbeat) -> {
        json.put("arguments", arguments.text()).put("token", token);
        timeout.ifPresent(seconds -> json.put("timeout", (double) seconds));
        heartbeat.ifPresent(seconds -> json.put("heartbeat", (double) seconds));
      }
      case Phase.Calling(Phase.Call(var token, var heartbeat, var timers, var submitted)) -> {
        json.put("token", token);
        heartbeat.ifPresent(seconds -> json.put("heartbeat", (double) seconds));
        json.put("timers", Json.array(timers.stream().map(Codec::json).toList()));
        submitted.ifPresent(event -> json.put("submitted", event));
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
      case "Mapping" -> new Phase.Mapping();
      case "Waited" -> new Phase.Waited();
      case "Pausing" -> new Phase.Pausing(instant(json, "until"), phase(json.object("then")));
      case "Dialing" ->
          new Phase.Dialing(
              document(json, "arguments"),
              json.string("token"),
              json.number("timeout").map(Double::longValue),
              json.number("heartbeat").map(Double::longValue));
      case "Calling" ->
          new Phase.Calling(
              new Phase.Call(
                  json.string("token"),
                  json.number("heartbeat").map(Double::longValue),
                  json.array("timers").stream().map(timer -> alarm((Json.Obj) timer)).toList(),
                  json.number("submitted").map(Double::intValue)));
      case "Joining" ->
          new Phase.Joining(
              whole(json, "first"),
              whole(json, "count"),
              whole(json, "next"),
              whole(json, "done"),
              whole(json, "concurrency"));
      case "Joined" ->
          new Phase.Joined(whole(json, "first"), whole(json, "count"), whole(json, "last"));
      case "Done" -> new Phase.Done(document(json, "output"));
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

  private static Document document(Json.Obj json, String name) {
    return Document.of(json.requireString(name));
  }

  private static Instant instant(Json.Obj json, String name) {
    return Instant.ofEpochMilli((long) json.requireNumber(name));
  }

  static int whole(Json.Obj json, String name) {
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

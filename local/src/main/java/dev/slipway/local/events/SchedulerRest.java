package dev.slipway.local.events;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.AwsServer;
import dev.slipway.local.wire.Form;
import dev.slipway.local.wire.Input;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.local.wire.RestService;
import dev.slipway.model.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// EventBridge Scheduler's HTTP API.
public final class SchedulerRest implements LoopbackServer.Answering {
  private static final int MAX_DOCUMENT = 1024 * 1024;

  private final Schedules schedules;

  public SchedulerRest(Schedules schedules) {
    this.schedules = schedules;
  }

  public RestService service() {
    return new RestService("scheduler", List.of("/schedules", "/schedule-groups"), this);
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    try {
      var body =
          LoopbackServer.body(exchange, MAX_DOCUMENT)
              .orElseThrow(
                  () -> new AwsError(413, "RequestTooLargeException", "The request exceeds 1 MB"));
      var query = exchange.getRequestURI().getRawQuery();
      var answer =
          answer(
              exchange.getRequestMethod(),
              List.of(exchange.getRequestURI().getPath().substring(1).split("/", -1)),
              Input.of(body),
              Form.of(query == null ? "" : query));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      LoopbackServer.send(exchange, 200, answer.bytes());
    } catch (AwsError e) {
      AwsServer.fail(exchange, "application/json", e);
    }
  }

  private Json.Obj answer(String method, List<String> path, Input request, Form query) {
    if (path.getFirst().equals("schedules")) {
      return path.size() < 2 || path.get(1).isEmpty()
          ? list(query)
          : schedule(method, path.get(1), request, query);
    }
    return path.size() < 2 || path.get(1).isEmpty() ? groups() : group(method, path.get(1));
  }

  private Json.Obj schedule(String method, String name, Input request, Form query) {
    var asked =
        request
            .maybeText("GroupName")
            .orElse(query.parameters().getOrDefault("groupName", Schedule.DEFAULT_GROUP));
    return switch (method) {
      case "POST" -> {
        if (schedules.find(asked, name).isPresent()) {
          throw conflict("Schedule %s already exists.".formatted(name));
        }
        yield keep(name, request);
      }
      case "PUT" -> {
        var _ = require(asked, name);
        yield keep(name, request);
      }
      case "GET" -> describe(require(asked, name));
      case "DELETE" -> {
        schedules.remove(require(asked, name));
        yield Json.Obj.EMPTY;
      }
      default -> throw AwsError.unknownOperation(method);
    };
  }

  private Schedule require(String group, String name) {
    schedules.requireGroup(group);
    return schedules
        .find(group, name)
        .orElseThrow(() ->
            new AwsError(
                404, "ResourceNotFoundException", "Schedule %s does not exist.".formatted(name)));
  }

  private static AwsError conflict(String message) {
    return new AwsError(409, "ConflictException", message);
  }

  private Json.Obj keep(String name, Input request) {
    var schedule = Schedule.of(name, request.members(), false);
    if (!Targets.isKnown(schedule.target().arn())) {
      throw EventBuses.invalid(
          "The local cloud has no target %s".formatted(schedule.target().arn()));
    }
    schedules.keep(schedule);
    return Json.object().put("ScheduleArn", schedules.arn(schedule)).build();
  }

  private Json.Obj describe(Schedule schedule) {
    var members = Json.object();
    schedule
        .given()
        .members()
        .forEach((member, value) -> {
          if (!member.equals("ClientToken")) {
            members.put(member, value);
          }
        });
    return members
        .put("Arn", schedules.arn(schedule))
        .put("Name", schedule.name())
        .put("GroupName", schedule.group())
        .put("State", schedule.enabled() ? "ENABLED" : "DISABLED")
        .put(
            "ScheduleExpressionTimezone",
            schedule.given().string("ScheduleExpressionTimezone").orElse("UTC"))
        .build();
  }

  private Json.Obj list(Form query) {
    var group = Optional.ofNullable(query.parameters().get("ScheduleGroup"));
    var prefix = query.parameters().getOrDefault("NamePrefix", "");
    var found =
        schedules.all().stream()
            .filter(one -> group.filter(name -> !name.equals(one.group())).isEmpty())
            .filter(one -> one.name().startsWith(prefix))
            .map(one ->
                Json.object()
                    .put("Arn", schedules.arn(one))
                    .put("Name", one.name())
                    .put("GroupName", one.group())
                    .put("State", one.enabled() ? "ENABLED" : "DISABLED")
                    .put("Target", Json.object().put("Arn", one.target().arn()).build())
                    .build())
            .toList();
    return Json.object().put("Schedules", Json.array(found)).build();
  }

  private Json.Obj group(String method, String name) {
    return switch (method) {
      case "POST" -> {
        if (!schedules.addGroup(name)) {
          throw conflict("Schedule group %s already exists.".formatted(name));
        }
        yield Json.object().put("ScheduleGroupArn", schedules.groupArn(name)).build();
      }
      case "GET" -> {
        schedules.requireGroup(name);
        yield shown(name);
      }
      case "DELETE" -> {
        schedules.removeGroup(name);
        yield Json.Obj.EMPTY;
      }
      default -> throw AwsError.unknownOperation(method);
    };
  }

  private Json.Obj shown(String group) {
    return Json.object()
        .put("Arn", schedules.groupArn(group))
        .put("Name", group)
        .put("State", "ACTIVE")
        .build();
  }

  private Json.Obj groups() {
    return Json.object()
        .put("ScheduleGroups", Json.array(schedules.groups().stream().map(this::shown).toList()))
        .build();
  }
}

package dev.slipway.ci.concurrency;

import dev.slipway.ci.concurrency.Seat.Stage;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.util.Locale;

/// Groups, members and seats as stores keep them. Members are only ever added.
public final class GroupJson {
  private GroupJson() {}

  public static Json.Obj write(Group group) {
    return Json.object()
        .put("members", Json.array(group.members().stream().map(GroupJson::write).toList()))
        .build();
  }

  /// @throws IllegalArgumentException naming the member that is missing or wrong
  public static Group readGroup(Json.Obj json) {
    return new Group(json.objects("members").stream().map(GroupJson::readMember).toList());
  }

  public static Json.Obj write(Member member) {
    return Json.object()
        .put("run", member.run().toString())
        .put("job", member.job().map(JobKey::toString))
        .put("attempt", member.attempt())
        .build();
  }

  public static Member readMember(Json.Obj json) {
    return new Member(
        RunId.parse(json.requireString("run")),
        json.string("job").map(JobKey::parse),
        json.requireInt("attempt"));
  }

  public static Json.Obj write(Seat seat) {
    return Json.object()
        .put("group", seat.group())
        .put("manner", write(seat.manner()))
        .put("stage", seat.stage().name().toLowerCase(Locale.ROOT))
        .put("lost", seat.lost())
        .build();
  }

  public static Seat readSeat(Json.Obj json) {
    return new Seat(
        json.requireString("group"),
        readManner(json.requireString("manner")),
        Stage.valueOf(json.requireString("stage").toUpperCase(Locale.ROOT)),
        json.string("lost"));
  }

  public static String write(Manner manner) {
    return manner.name().toLowerCase(Locale.ROOT);
  }

  public static Manner readManner(String text) {
    return Manner.valueOf(text.toUpperCase(Locale.ROOT));
  }
}

package dev.slipway.ci.plan;

import dev.slipway.ci.workflow.CronExpression;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Trigger;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.model.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What the workflows on a repository's default branch wait for that no forge tells of: a time, or
/// a run of another workflow.
///
/// @param sha of the commit whose workflows these are
/// @param until when the schedules were last looked at; what was due by then is done
/// @param follows names of the workflows whose runs start others; [#ANY] for all
public record StandingOrders(
    String sha, Instant until, List<Schedule> schedules, List<String> follows) {
  private static final String ANY = "*";

  /// After a longer silence what was due is forgotten, but for a day's.
  private static final Duration LOOKS_BACK = Duration.ofDays(1);

  public StandingOrders {
    schedules = List.copyOf(schedules);
    follows = List.copyOf(follows);
  }

  /// @param workflow the file's path
  /// @param timezone an IANA name
  public record Schedule(String workflow, String cron, Optional<String> timezone) {}

  /// A time that has come.
  public record Due(Schedule schedule, Instant at) {}

  /// Those of a commit's workflow files. A file that GitHub would refuse has none.
  ///
  /// @param sources path → source
  public static StandingOrders of(String sha, Instant now, Map<String, String> sources) {
    var schedules = new ArrayList<Schedule>();
    var follows = new TreeSet<String>();
    sources.forEach((path, source) -> {
      if (WorkflowReader.read(path, source) instanceof ReadResult.Valid(var workflow, _)) {
        for (var trigger : workflow.triggers()) {
          if (trigger instanceof Trigger.Schedule(var crons)) {
            crons.forEach(cron -> schedules.add(schedule(path, cron)));
          } else if (trigger instanceof Trigger.WorkflowRun(var names, _, _)) {
            names.forEach(name -> follows.add(name.text()));
            if (names.isEmpty()) {
              follows.add(ANY);
            }
          }
        }
      }
    });
    return new StandingOrders(sha, now, schedules, List.copyOf(follows));
  }

  private static Schedule schedule(String path, Trigger.Cron cron) {
    return new Schedule(path, cron.expression().text(), cron.timezone().map(Template::text));
  }

  /// Those of another commit, with the schedules from where these were, so that a push loses no
  /// time of a schedule that it leaves alone.
  public StandingOrders as(StandingOrders other) {
    return schedules.isEmpty()
        ? other
        : new StandingOrders(other.sha(), until, other.schedules(), other.follows());
  }

  public StandingOrders at(Instant now) {
    return new StandingOrders(sha, now, schedules, follows);
  }

  /// Whether some workflow starts on runs of that one.
  public boolean follow(String workflow) {
    return follows.contains(workflow) || follows.contains(ANY);
  }

  /// What has come since the last look: of each schedule the latest time only, for a run that is
  /// late makes up for those before.
  public List<Due> due(Instant now) {
    var since = until.isBefore(now.minus(LOOKS_BACK)) ? now.minus(LOOKS_BACK) : until;
    return schedules.stream()
        .flatMap(schedule -> last(schedule, since, now).map(at -> new Due(schedule, at)).stream())
        .toList();
  }

  private static Optional<Instant> last(Schedule schedule, Instant since, Instant now) {
    return CronExpression.parse(schedule.cron())
        .flatMap(cron -> cron.last(since, now, zone(schedule.timezone())));
  }

  /// The linter tells of a zone that is none.
  private static ZoneId zone(Optional<String> name) {
    try {
      return name.map(ZoneId::of).orElse(ZoneOffset.UTC);
    } catch (DateTimeException _) {
      return ZoneOffset.UTC;
    }
  }

  public Json.Obj json() {
    return Json.object()
        .put("sha", sha)
        .put("until", until.toString())
        .put("schedules", Json.array(schedules.stream().map(StandingOrders::json).toList()))
        .put("follows", Json.strings(follows))
        .build();
  }

  private static Json.Obj json(Schedule schedule) {
    return Json.object()
        .put("workflow", schedule.workflow())
        .put("cron", schedule.cron())
        .put("timezone", schedule.timezone())
        .build();
  }

  /// Reads what [#json] wrote.
  public static StandingOrders read(Json.Obj json) {
    var schedules =
        json.array("schedules").stream()
            .map(Json.Obj.class::cast)
            .map(schedule ->
                new Schedule(
                    schedule.requireString("workflow"),
                    schedule.requireString("cron"),
                    schedule.string("timezone")))
            .toList();
    return new StandingOrders(
        json.requireString("sha"),
        json.requireInstant("until"),
        schedules,
        json.array("follows").stream().map(name -> ((Json.Str) name).value()).toList());
  }
}

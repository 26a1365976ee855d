package dev.slipway.ci.webhook;

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

/// When the workflows on a repository's default branch want to run by the clock.
///
/// @param sha of the commit whose workflows these are
/// @param until when they were last looked at; what was due by then is done
public record Schedules(String sha, Instant until, List<Entry> entries) {
  /// After a longer silence what was due is forgotten, but for a day's.
  private static final Duration LOOKS_BACK = Duration.ofDays(1);

  public Schedules {
    entries = List.copyOf(entries);
  }

  /// @param workflow the file's path
  /// @param timezone an IANA name
  public record Entry(String workflow, String cron, Optional<String> timezone) {}

  /// A time that has come.
  public record Due(Entry entry, Instant at) {}

  /// The schedules of a commit's workflow files. A file that GitHub would refuse has none.
  ///
  /// @param sources path → source
  public static Schedules of(String sha, Instant now, Map<String, String> sources) {
    var entries = new ArrayList<Entry>();
    sources.forEach((path, source) -> {
      if (WorkflowReader.read(path, source) instanceof ReadResult.Valid(var workflow, _)) {
        for (var trigger : workflow.triggers()) {
          if (trigger instanceof Trigger.Schedule(var crons)) {
            crons.forEach(cron -> entries.add(entry(path, cron)));
          }
        }
      }
    });
    return new Schedules(sha, now, entries);
  }

  private static Entry entry(String path, Trigger.Cron cron) {
    return new Entry(path, cron.expression().text(), cron.timezone().map(Template::text));
  }

  /// The schedules of another commit from where these were, so that a push loses no time of a
  /// schedule that it leaves alone.
  public Schedules as(Schedules other) {
    return new Schedules(other.sha(), until, other.entries());
  }

  public Schedules at(Instant now) {
    return new Schedules(sha, now, entries);
  }

  /// What has come since the last look: of each entry the latest time only, for a run that is late
  /// makes up for those before.
  public List<Due> due(Instant now) {
    var since = until.isBefore(now.minus(LOOKS_BACK)) ? now.minus(LOOKS_BACK) : until;
    return entries.stream()
        .flatMap(entry -> last(entry, since, now).map(at -> new Due(entry, at)).stream())
        .toList();
  }

  private static Optional<Instant> last(Entry entry, Instant since, Instant now) {
    return CronExpression.parse(entry.cron())
        .flatMap(cron -> cron.last(since, now, zone(entry.timezone())));
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
        .put("entries", Json.array(entries.stream().map(Schedules::json).toList()))
        .build();
  }

  private static Json.Obj json(Entry entry) {
    return Json.object()
        .put("workflow", entry.workflow())
        .put("cron", entry.cron())
        .put("timezone", entry.timezone())
        .build();
  }

  /// Reads what [#json] wrote.
  public static Schedules read(Json.Obj json) {
    var entries =
        json.array("entries").stream()
            .map(Json.Obj.class::cast)
            .map(entry ->
                new Entry(
                    entry.requireString("workflow"),
                    entry.requireString("cron"),
                    entry.string("timezone")))
            .toList();
    return new Schedules(json.requireString("sha"), json.requireInstant("until"), entries);
  }
}

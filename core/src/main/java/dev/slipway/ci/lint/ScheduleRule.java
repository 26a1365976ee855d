package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.CronExpression;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Trigger;
import java.time.ZoneId;

/// Finds schedules that do not happen as written.
final class ScheduleRule implements Rule {
  private static final String NAME = "cron";
  private static final int SHORTEST = 5;

  @Override
  public void check(Subject subject, Report report) {
    for (var trigger : subject.workflow().triggers()) {
      if (trigger instanceof Trigger.Schedule(var crons)) {
        for (var cron : crons) {
          interval(cron.expression(), report);
          cron.timezone().ifPresent(zone -> zone(zone, report));
        }
      }
    }
  }

  private static void interval(Template expression, Report report) {
    CronExpression.parse(expression.text())
        .filter(cron -> cron.shortestInterval() < SHORTEST)
        .ifPresent(cron ->
            report.warning(
                NAME,
                expression.at(),
                "It asks for a run every %d minute(s); the shortest interval is %d minutes"
                    .formatted(cron.shortestInterval(), SHORTEST)));
  }

  private static void zone(Template zone, Report report) {
    if (!ZoneId.getAvailableZoneIds().contains(zone.text())) {
      report.warning(
          NAME,
          zone.at(),
          "'%s' is no time zone; write an IANA name such as Europe/Paris".formatted(zone.text()));
    }
  }
}

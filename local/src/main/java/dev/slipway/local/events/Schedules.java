package dev.slipway.local.events;

import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.template.TemplateException;
import dev.slipway.local.time.Scheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// EventBridge Scheduler: calls functions at a rate, first one interval after the start, as AWS
/// does after a schedule was made.
public final class Schedules implements AutoCloseable {
  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");
  private static final byte[] NO_INPUT = "{}".getBytes(StandardCharsets.UTF_8);

  private record Schedule(String name, Duration every, String target) {}

  private final Scheduler scheduler;
  private final FunctionInvoker functions;
  private final List<Schedule> schedules = new ArrayList<>();
  private volatile boolean closed;

  public Schedules(Scheduler scheduler, FunctionInvoker functions) {
    this.scheduler = scheduler;
    this.functions = functions;
  }

  /// @param expression `rate(10 minutes)`
  /// @throws TemplateException when the expression is of another kind
  public void add(String name, String expression, String target) {
    var match = RATE.matcher(expression);
    if (!match.matches()) {
      throw new TemplateException(
          "schedule %s: the local scheduler does not know %s".formatted(name, expression));
    }
    var count = Long.parseLong(match.group(1));
    var every =
        switch (match.group(2)) {
          case "minute" -> Duration.ofMinutes(count);
          case "hour" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    schedules.add(new Schedule(name, every, target));
  }

  /// Starts the clockwork; until then nothing is called.
  public void start() {
    schedules.forEach(schedule -> next(schedule, scheduler.instant().plus(schedule.every())));
  }

  /// Calls everything now, once: a start makes up for what was missed while nothing ran.
  public void catchUp() {
    schedules.forEach(schedule -> scheduler.soon(() -> call(schedule)));
  }

  private void next(Schedule schedule, Instant due) {
    scheduler.at(
        due,
        () -> {
          if (!closed) {
            next(schedule, due.plus(schedule.every()));
            call(schedule);
          }
        });
  }

  private void call(Schedule schedule) {
    try {
      functions.invoke(schedule.target(), NO_INPUT);
    } catch (FunctionInvoker.FunctionError e) {
      System.getLogger("slipway.events")
          .log(System.Logger.Level.WARNING, "schedule " + schedule.name(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}

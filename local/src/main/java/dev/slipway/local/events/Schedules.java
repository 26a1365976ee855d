package dev.slipway.local.events;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.h2.mvstore.MVMap;

/// EventBridge Scheduler: hands something to a target at its times. Schedules made by API are kept;
/// those of templates come again at each start.
public final class Schedules implements AutoCloseable {
  private final Store store;
  private final MVMap<String, byte[]> kept;
  private final MVMap<String, String> keptGroups;
  private final ConcurrentSkipListMap<String, Schedule> schedules = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListSet<String> groups = new ConcurrentSkipListSet<>();
  private final Scheduler scheduler;
  private final Chance chance;
  private final Deliveries deliveries;
  private final Clockwork clockwork;
  private final String region;
  private final String account;

  public Schedules(
      Store store,
      Scheduler scheduler,
      Chance chance,
      Deliveries deliveries,
      String region,
      String account) {
    this.store = store;
    this.kept = store.map("schedules.schedules");
    this.keptGroups = store.map("schedules.groups");
    this.scheduler = scheduler;
    this.chance = chance;
    this.deliveries = deliveries;
    this.clockwork = new Clockwork(store, scheduler, chance);
    this.region = region;
    this.account = account;
    groups.add(Schedule.DEFAULT_GROUP);
    groups.addAll(keptGroups.keySet());
    kept.forEach((key, value) -> {
      var name = key.substring(key.indexOf('/') + 1);
      schedules.put(key, Schedule.of(name, Json.parseObject(value), false));
    });
  }

  /// A schedule of a template.
  ///
  /// @param given as `CreateSchedule` takes it
  public void add(String name, Json.Obj given) {
    var schedule = Schedule.of(name, given, true);
    schedules.put(schedule.key(), schedule);
  }

  /// Starts the clockwork; until then nothing happens. What was missed while nothing ran waits for
  /// `catchUp`.
  public void start() {
    schedules.values().stream().filter(schedule -> !missed(schedule)).forEach(this::turn);
  }

  /// Makes up, once, for what was missed; a template's schedules happen in any case, since what
  /// they look for may have come about meanwhile.
  public void catchUp() {
    for (var schedule : schedules.values()) {
      if (missed(schedule)) {
        turn(schedule);
      } else if (schedule.template() && schedule.enabled()) {
        tick(schedule, scheduler.instant());
      }
    }
  }

  private boolean missed(Schedule schedule) {
    return schedule.enabled() && clockwork.missed(key(schedule), wheel(schedule));
  }

  private static String key(Schedule schedule) {
    return "schedule/" + schedule.key();
  }

  private void turn(Schedule schedule) {
    if (schedule.enabled()) {
      clockwork.set(key(schedule), wheel(schedule));
    } else {
      clockwork.remove(key(schedule));
    }
  }

  private Clockwork.Wheel wheel(Schedule schedule) {
    return new Clockwork.Wheel(
        schedule.expression(),
        schedule.window(),
        schedule.time("StartDate"),
        schedule.time("EndDate"),
        due -> tick(schedule, due));
  }

  private void tick(Schedule schedule, Instant due) {
    deliveries.accept(schedule.target(), input(schedule, due), arn(schedule));
    if (schedule.endsWithItsLastTime()
        && schedule.expression().next(scheduler.instant(), due).isEmpty()) {
      remove(schedule);
    }
  }

  private String input(Schedule schedule, Instant due) {
    var input = schedule.target().given().string("Input");
    if (input.isPresent()) {
      return input
          .get()
          .replace("<aws.scheduler.schedule-arn>", arn(schedule))
          .replace("<aws.scheduler.scheduled-time>", due.truncatedTo(ChronoUnit.SECONDS).toString())
          .replace("<aws.scheduler.execution-id>", chance.uuid())
          .replace("<aws.scheduler.attempt-number>", "1");
    }
    return Json.object()
        .put("version", "0")
        .put("id", chance.uuid())
        .put("detail-type", "Scheduled Event")
        .put("source", "aws.scheduler")
        .put("account", account)
        .put("time", due.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", region)
        .put("resources", Json.strings(List.of(arn(schedule))))
        .put("detail", "{}")
        .build()
        .text();
  }

  String arn(Schedule schedule) {
    return "arn:aws:scheduler:%s:%s:schedule/%s".formatted(region, account, schedule.key());
  }

  String groupArn(String group) {
    return "arn:aws:scheduler:%s:%s:schedule-group/%s".formatted(region, account, group);
  }

  Optional<Schedule> find(String group, String name) {
    return Optional.ofNullable(schedules.get(group + "/" + name));
  }

  List<Schedule> all() {
    return List.copyOf(schedules.values());
  }

  void keep(Schedule schedule) {
    requireGroup(schedule.group());
    schedules.put(schedule.key(), schedule);
    store.write(() -> kept.put(schedule.key(), schedule.given().bytes()));
    turn(schedule);
  }

  void remove(Schedule schedule) {
    schedules.remove(schedule.key());
    store.write(() -> kept.remove(schedule.key()));
    clockwork.remove(key(schedule));
  }

  void requireGroup(String group) {
    if (!groups.contains(group)) {
      throw new AwsError(
          404, "ResourceNotFoundException", "Schedule group %s does not exist.".formatted(group));
    }
  }

  List<String> groups() {
    return List.copyOf(groups);
  }

  /// @return whether it is new
  boolean addGroup(String group) {
    store.write(() -> keptGroups.put(group, group));
    return groups.add(group);
  }

  void removeGroup(String group) {
    requireGroup(group);
    all().stream().filter(one -> one.group().equals(group)).forEach(this::remove);
    groups.remove(group);
    store.write(() -> keptGroups.remove(group));
  }

  @Override
  public void close() {
    clockwork.close();
  }
}

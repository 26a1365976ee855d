package dev.slipway.local.states.registry;

import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.h2.mvstore.MVMap;

/// All state machines, versions, aliases, activities and tags, in the store. Change it only inside
/// a write, and one change at a time.
public final class Registry {
  private final MVMap<String, byte[]> machines;
  private final MVMap<String, byte[]> versions;
  private final MVMap<String, byte[]> aliases;
  private final MVMap<String, Long> activities;
  private final MVMap<String, byte[]> tags;

  public Registry(Store store) {
    machines = store.map("states.machines");
    versions = store.map("states.versions");
    aliases = store.map("states.aliases");
    activities = store.map("states.activities");
    tags = store.map("states.tags");
  }

  public Optional<StateMachine> machine(String arn) {
    return find(machines, arn, StateMachine::from);
  }

  public Optional<Version> version(String arn) {
    return find(versions, arn, Version::from);
  }

  public Optional<Alias> alias(String arn) {
    return find(aliases, arn, Alias::from);
  }

  private static <T> Optional<T> find(
      MVMap<String, byte[]> map, String arn, Function<Json.Obj, T> from) {
    return Optional.ofNullable(map.get(arn)).map(bytes -> from.apply(Json.parseObject(bytes)));
  }

  /// All machines, in the order of their names.
  public List<StateMachine> machines() {
    return all(machines, "", StateMachine::from);
  }

  /// A machine's versions, the latest first.
  public List<Version> versions(String machineArn) {
    var found = all(versions, machineArn + ":", Version::from);
    found.sort(Comparator.comparingInt(Version::number).reversed());
    return found;
  }

  /// A machine's aliases, in the order of their names.
  public List<Alias> aliases(String machineArn) {
    return all(aliases, machineArn + ":", Alias::from);
  }

  private static <T> List<T> all(
      MVMap<String, byte[]> map, String prefix, Function<Json.Obj, T> from) {
    var found = new ArrayList<T>();
    var cursor = map.cursor(prefix);
    while (cursor.hasNext() && cursor.next().startsWith(prefix)) {
      found.add(from.apply(Json.parseObject(cursor.getValue())));
    }
    return found;
  }

  public void put(StateMachine machine) {
    machines.put(machine.arn(), machine.json().bytes());
  }

  public void put(Alias alias) {
    aliases.put(alias.arn(), alias.json().bytes());
  }

  public void removeAlias(String arn) {
    aliases.remove(arn);
  }

  public void removeVersion(String arn) {
    versions.remove(arn);
  }

  /// Removes a machine with its versions, aliases and tags.
  public void removeMachine(String arn) {
    machines.remove(arn);
    versions(arn).forEach(version -> versions.remove(version.arn()));
    aliases(arn).forEach(alias -> aliases.remove(alias.arn()));
    tags.remove(arn);
  }

  /// Publishes the machine as it is; what is published already is not published again.
  public Version publish(StateMachine machine, String description, Instant now) {
    if (machine.publishedRevision().equals(machine.revisionId())) {
      var known = version(machine.arn() + ":" + machine.lastVersion());
      if (known.isPresent()) {
        return known.get();
      }
    }
    var number = machine.lastVersion() + 1;
    var version =
        new Version(
            machine.arn() + ":" + number,
            machine.content(),
            machine.revisionId(),
            description,
            now);
    versions.put(version.arn(), version.json().bytes());
    put(machine.published(number));
    return version;
  }

  /// When an activity was made.
  public Optional<Instant> activity(String arn) {
    return Optional.ofNullable(activities.get(arn)).map(Instant::ofEpochMilli);
  }

  public List<String> activities() {
    return List.copyOf(activities.keySet());
  }

  public void putActivity(String arn, Instant now) {
    activities.put(arn, now.toEpochMilli());
  }

  public void removeActivity(String arn) {
    activities.remove(arn);
    tags.remove(arn);
  }

  public Json.Obj tags(String arn) {
    return find(tags, arn, json -> json).orElse(Json.Obj.EMPTY);
  }

  public void putTags(String arn, Map<String, Json> all) {
    if (all.isEmpty()) {
      tags.remove(arn);
    } else {
      tags.put(arn, new Json.Obj(all).bytes());
    }
  }
}

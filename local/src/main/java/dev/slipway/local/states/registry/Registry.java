package dev.slipway.local.states.registry;

import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/// All state machines and versions, in the store. Change it only inside a write.
public final class Registry {
  private final MVMap<String, byte[]> machines;
  private final MVMap<String, byte[]> versions;

  public Registry(Store store) {
    machines = store.map("states.machines");
    versions = store.map("states.versions");
  }

  public Optional<StateMachine> machine(String arn) {
    return Optional.ofNullable(machines.get(arn))
        .map(bytes -> StateMachine.from(Json.parseObject(bytes)));
  }

  public Optional<Version> version(String arn) {
    return Optional.ofNullable(versions.get(arn))
        .map(bytes -> Version.from(Json.parseObject(bytes)));
  }

  public List<StateMachine> machines() {
    var all = new ArrayList<StateMachine>();
    machines.values().forEach(bytes -> all.add(StateMachine.from(Json.parseObject(bytes))));
    return all;
  }

  public void put(StateMachine machine) {
    machines.put(machine.arn(), machine.json().bytes());
  }

  /// Publishes the machine as it is; what is published already is not published again.
  public Version publish(StateMachine machine, String description, java.time.Instant now) {
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
            machine.revision(),
            machine.revisionId(),
            machine.roleArn(),
            description,
            now);
    versions.put(version.arn(), version.json().bytes());
    put(machine.published(number));
    return version;
  }
}

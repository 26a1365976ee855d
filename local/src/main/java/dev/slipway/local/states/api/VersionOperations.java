package dev.slipway.local.states.api;

import static dev.slipway.local.states.api.Texts.seconds;

import dev.slipway.local.states.registry.Alias;
import dev.slipway.local.states.registry.Registry;
import dev.slipway.local.states.registry.Version;
import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.time.InstantSource;

/// Operations on versions of state machines.
public final class VersionOperations {
  private final Store store;
  private final Registry registry;
  private final InstantSource clock;

  public VersionOperations(Store store, Registry registry, InstantSource clock) {
    this.store = store;
    this.registry = registry;
    this.clock = clock;
  }

  public Json publish(Request request) {
    var arn = Names.machineArn(request.required("stateMachineArn"));
    return store.write(() -> {
      synchronized (registry) {
        var machine = registry.machine(arn).orElseThrow(() -> MachineOperations.missing(arn));
        request
            .string("revisionId")
            .filter(wanted -> !wanted.equals(machine.revisionId()))
            .ifPresent(wanted -> {
              throw Request.refusal(
                  "ConflictException",
                  "Failed to publish the State Machine version for revision %s. The current State Machine revision is %s."
                      .formatted(wanted, machine.revisionId()));
            });
        var description = request.string("description", 256).orElse("");
        return json(registry.publish(machine, description, clock.instant()));
      }
    });
  }

  private static Json json(Version version) {
    return Json.object()
        .put("stateMachineVersionArn", version.arn())
        .put("creationDate", seconds(version.created()))
        .build();
  }

  public Json delete(Request request) {
    var arn = Names.machineArn(request.required("stateMachineVersionArn"));
    store.write(() -> {
      synchronized (registry) {
        registry
            .version(arn)
            .ifPresent(version -> {
              var aliases =
                  registry.aliases(version.machineArn()).stream()
                      .filter(alias -> alias.leadsTo(arn))
                      .map(Alias::name)
                      .toList();
              if (!aliases.isEmpty()) {
                throw Request.refusal(
                    "ConflictException",
                    "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: "
                        + aliases);
              }
              registry.removeVersion(arn);
            });
      }
    });
    return Json.Obj.EMPTY;
  }

  public Json list(Request request) {
    var arn = Names.machineArn(request.required("stateMachineArn"));
    if (registry.machine(arn).isEmpty()) {
      throw MachineOperations.missing(arn);
    }
    var limit = request.limit(1000);
    return Page.of(registry.versions(arn), request.pageToken(), limit, Version::arn)
        .json("stateMachineVersions", VersionOperations::json);
  }
}

package dev.slipway.local.states;

import dev.slipway.local.states.engine.Definitions;
import dev.slipway.local.states.language.DefinitionReader;
import dev.slipway.local.states.language.Problem;
import dev.slipway.local.states.query.Chance;
import dev.slipway.local.states.registry.Registry;
import dev.slipway.local.states.registry.StateMachine;
import dev.slipway.local.states.registry.Version;
import dev.slipway.local.store.Store;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Operations on state machines and their versions.
final class MachineOperations {
  private static final int MAX_DEFINITION = 1024 * 1024;
  private static final List<String> SETTINGS =
      List.of("loggingConfiguration", "tracingConfiguration", "encryptionConfiguration");

  private final Store store;
  private final Registry registry;
  private final Definitions definitions;
  private final Names names;
  private final InstantSource clock;
  private final Chance chance;

  MachineOperations(
      Store store,
      Registry registry,
      Definitions definitions,
      Names names,
      InstantSource clock,
      Chance chance) {
    this.store = store;
    this.registry = registry;
    this.definitions = definitions;
    this.names = names;
    this.clock = clock;
    this.chance = chance;
  }

  Json create(Request request) {
    var arn = names.machine(Names.name(request.required("name")));
    var definition = checked(request.required("definition"));
    var role = request.required("roleArn");
    var type = type(request.string("type").orElse("STANDARD"));
    return store.write(() -> {
      synchronized (registry) {
        var now = clock.instant();
        var existing = registry.machine(arn);
        var settings = settings(request, Json.Obj.EMPTY);
        if (existing.isPresent() && !same(existing.get(), definition, type, settings)) {
          throw new AwsError(
              400,
              "StateMachineAlreadyExists",
              "State Machine Already Exists: '%s'".formatted(arn));
        }
        var machine =
            existing.orElseGet(() ->
                new StateMachine(
                    arn,
                    type,
                    role,
                    definitions.keep(definition),
                    "INITIAL",
                    now,
                    now,
                    0,
                    "",
                    settings));
        registry.put(machine);
        return Json.object()
            .put("stateMachineArn", arn)
            .put("creationDate", seconds(machine.created()))
            .put("stateMachineVersionArn", published(request, machine, now).map(Version::arn))
            .build();
      }
    });
  }

  private static boolean same(
      StateMachine machine, String definition, StateMachine.Type type, Json.Obj settings) {
    return machine.revision().equals(Definitions.revision(definition))
        && machine.type() == type
        && machine.settings().equals(settings);
  }

  private Optional<Version> published(Request request, StateMachine machine, Instant now) {
    return request.flag("publish")
        ? Optional.of(
            registry.publish(machine, request.string("versionDescription").orElse(""), now))
        : Optional.empty();
  }

  Json update(Request request) {
    var arn = Names.machineArn(request.required("stateMachineArn"));
    var definition = request.string("definition").map(MachineOperations::checked);
    return store.write(() -> {
      synchronized (registry) {
        var now = clock.instant();
        var machine = existing(arn);
        var role = request.string("roleArn").orElse(machine.roleArn());
        var revision = definition.map(definitions::keep).orElse(machine.revision());
        var settings = settings(request, machine.settings());
        if (!revision.equals(machine.revision())
            || !role.equals(machine.roleArn())
            || !settings.equals(machine.settings())) {
          machine = machine.changed(role, revision, settings, chance.uuid(), now);
          registry.put(machine);
        }
        return Json.object()
            .put("updateDate", seconds(machine.updated()))
            .put("revisionId", machine.revisionId())
            .put("stateMachineVersionArn", published(request, machine, now).map(Version::arn))
            .build();
      }
    });
  }

  private StateMachine existing(String arn) {
    return registry.machine(arn).orElseThrow(() -> missing(arn));
  }

  static AwsError missing(String arn) {
    return new AwsError(
        400, "StateMachineDoesNotExist", "State Machine Does Not Exist: '%s'".formatted(arn));
  }

  Json describe(Request request) {
    var arn = Names.machineArn(request.required("stateMachineArn"));
    var version = registry.version(arn);
    if (version.isPresent()) {
      var machine = existing(arn.substring(0, arn.lastIndexOf(':')));
      return described(
              machine, version.get().revision(), version.get().roleArn(), version.get().created())
          .put("stateMachineArn", arn)
          .put("revisionId", version.get().revisionId())
          .put("description", version.get().description())
          .build();
    }
    var machine = existing(arn);
    var json = described(machine, machine.revision(), machine.roleArn(), machine.created());
    if (!machine.revisionId().equals("INITIAL")) {
      json.put("revisionId", machine.revisionId());
    }
    return json.build();
  }

  private Json.Builder described(
      StateMachine machine, String revision, String role, Instant created) {
    var json =
        Json.object()
            .put("stateMachineArn", machine.arn())
            .put("name", machine.name())
            .put("status", "ACTIVE")
            .put("definition", definitions.text(revision))
            .put("roleArn", role)
            .put("type", machine.type().name())
            .put("creationDate", seconds(created));
    machine.settings().members().forEach(json::put);
    return json;
  }

  Json list(Request request) {
    var limit = request.limit(1000);
    var page = Page.of(registry.machines(), request.string("nextToken"), limit, StateMachine::arn);
    return page.json(
        "stateMachines",
        machine ->
            Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("type", machine.type().name())
                .put("creationDate", seconds(machine.created()))
                .build());
  }

  private static Json.Obj settings(Request request, Json.Obj before) {
    var settings = Json.object();
    settings.put(
        "loggingConfiguration",
        Json.object().put("level", "OFF").put("includeExecutionData", false).build());
    settings.put("tracingConfiguration", Json.object().put("enabled", false).build());
    settings.put("encryptionConfiguration", Json.object().put("type", "AWS_OWNED_KEY").build());
    before.members().forEach(settings::put);
    for (var name : SETTINGS) {
      if (request.has(name)) {
        settings.put(name, request.object(name));
      }
    }
    return settings.build();
  }

  private static StateMachine.Type type(String name) {
    return switch (name) {
      case "STANDARD" -> StateMachine.Type.STANDARD;
      case "EXPRESS" -> StateMachine.Type.EXPRESS;
      case String other ->
          throw Request.invalid(
              "1 validation error detected: Value '%s' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, EXPRESS]"
                  .formatted(other));
    };
  }

  private static String checked(String definition) {
    if (definition.getBytes(StandardCharsets.UTF_8).length > MAX_DEFINITION) {
      throw Request.invalid(
          "1 validation error detected: Value at 'definition' failed to satisfy constraint: Member must have length less than or equal to 1048576");
    }
    var errors =
        DefinitionReader.read(definition).problems().stream()
            .filter(problem -> problem.severity() == Problem.Severity.ERROR)
            .map(Problem::sentence)
            .collect(Collectors.joining(", "));
    if (!errors.isEmpty()) {
      throw new AwsError(
          400, "InvalidDefinition", "Invalid State Machine Definition: '%s'".formatted(errors));
    }
    return definition;
  }

  static double seconds(Instant at) {
    return at.toEpochMilli() / 1000.0;
  }
}

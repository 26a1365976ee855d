package dev.slipway.local.states.api;

import static dev.slipway.local.states.api.Texts.seconds;

import dev.slipway.local.states.engine.Definitions;
import dev.slipway.local.states.language.VariableReferences;
import dev.slipway.local.states.registry.Registry;
import dev.slipway.local.states.registry.StateMachine;
import dev.slipway.local.states.registry.StateMachine.Content;
import dev.slipway.local.states.registry.Version;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Operations on state machines.
public final class MachineOperations {
  private static final List<String> SETTINGS =
      List.of("loggingConfiguration", "tracingConfiguration", "encryptionConfiguration");
  private static final Set<String> LOG_LEVELS = Set.of("ALL", "ERROR", "FATAL", "OFF");
  private static final Json.Obj OWNED_BY_AWS = Json.object().put("type", "AWS_OWNED_KEY").build();
  private static final Json.Obj DEFAULTS =
      Json.object()
          .put(
              "loggingConfiguration",
              Json.object().put("level", "OFF").put("includeExecutionData", false).build())
          .put("tracingConfiguration", Json.object().put("enabled", false).build())
          .build();

  private final Store store;
  private final Registry registry;
  private final Definitions definitions;
  private final Names names;
  private final InstantSource clock;
  private final Chance chance;

  public MachineOperations(
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

  public Json create(Request request) {
    var arn = names.machine(Names.name(request.required("name")));
    var type = DefinitionOperations.type(request.string("type").orElse("STANDARD"));
    var definition = DefinitionOperations.checked(request.required("definition"), type);
    var role = role(request.required("roleArn"));
    var settings = settings(request, DEFAULTS);
    var tags = TagOperations.tags(request);
    checkPublishing(request);
    return store.write(() -> {
      synchronized (registry) {
        var now = clock.instant();
        var content = new Content(Definitions.revision(definition), role, settings);
        var machine =
            registry
                .machine(arn)
                .map(existing -> same(existing, type, content))
                .orElseGet(() -> {
                  var _ = definitions.keep(definition);
                  registry.putTags(arn, tags);
                  return StateMachine.created(arn, type, content, now);
                });
        registry.put(machine);
        return Json.object()
            .put("stateMachineArn", arn)
            .put("creationDate", seconds(machine.created()))
            .put("stateMachineVersionArn", published(request, machine, now))
            .build();
      }
    });
  }

  /// Creating what is there gives what is there, whatever the role and the tags.
  private static StateMachine same(StateMachine machine, StateMachine.Type type, Content content) {
    if (machine.type() == type
        && machine.content().revision().equals(content.revision())
        && machine.content().settings().equals(content.settings())) {
      return machine;
    }
    throw Request.refusal(
        "StateMachineAlreadyExists", "State Machine Already Exists: '%s'".formatted(machine.arn()));
  }

  private static String role(String arn) {
    if (!arn.startsWith("arn:")) {
      throw Request.refusal("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: %s'".formatted(arn));
    }
    return arn;
  }

  private static void checkPublishing(Request request) {
    if (request.has("versionDescription") && !request.flag("publish")) {
      throw Request.invalid("Version description can only be set when publish is true");
    }
  }

  private Optional<String> published(Request request, StateMachine machine, Instant now) {
    return request.flag("publish")
        ? Optional.of(
            registry
                .publish(machine, request.string("versionDescription", 256).orElse(""), now)
                .arn())
        : Optional.empty();
  }

  public Json update(Request request) {
    var arn = Names.machineArn(request.required("stateMachineArn"));
    var anything =
        request.has("definition")
            || request.has("roleArn")
            || SETTINGS.stream().anyMatch(request::has);
    if (!anything) {
      throw Request.refusal(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
    }
    checkPublishing(request);
    var type = existing(arn).type();
    var definition =
        request.string("definition").map(text -> DefinitionOperations.checked(text, type));
    var role = request.string("roleArn").map(MachineOperations::role);
    return store.write(() -> {
      synchronized (registry) {
        var now = clock.instant();
        var machine = existing(arn);
        var before = machine.content();
        var content =
            new Content(
                definition.map(definitions::keep).orElse(before.revision()),
                role.orElse(before.roleArn()),
                settings(request, before.settings()));
        if (!content.equals(before)) {
          machine = machine.changed(content, chance.uuid(), now);
          registry.put(machine);
        }
        return Json.object()
            .put("updateDate", seconds(machine.updated()))
            .put("revisionId", machine.revisionId())
            .put("stateMachineVersionArn", published(request, machine, now))
            .build();
      }
    });
  }

  public Json delete(Request request) {
    var arn = Names.machineArn(request.required("stateMachineArn"));
    store.write(() -> {
      synchronized (registry) {
        registry.removeMachine(arn);
      }
    });
    return Json.Obj.EMPTY;
  }

  private StateMachine existing(String arn) {
    return registry.machine(arn).orElseThrow(() -> missing(arn));
  }

  static AwsError missing(String arn) {
    return Request.refusal(
        "StateMachineDoesNotExist", "State Machine Does Not Exist: '%s'".formatted(arn));
  }

  public Json describe(Request request) {
    var arn = Names.machineArn(request.required("stateMachineArn"));
    var version = registry.version(arn);
    return version.isPresent()
        ? describe(existing(version.get().machineArn()), version.get())
        : describe(existing(arn));
  }

  private Json describe(StateMachine machine) {
    return described(machine, machine.content(), machine.revisionId())
        .put("stateMachineArn", machine.arn())
        .put("creationDate", seconds(machine.created()))
        .build();
  }

  private Json describe(StateMachine machine, Version version) {
    var json =
        described(machine, version.content(), version.revisionId())
            .put("stateMachineArn", version.arn())
            .put("creationDate", seconds(version.created()));
    if (!version.description().isEmpty()) {
      json.put("description", version.description());
    }
    return json.build();
  }

  private Json.Builder described(StateMachine machine, Content content, String revisionId) {
    var json =
        Json.object()
            .put("name", machine.name())
            .put("status", "ACTIVE")
            .put("definition", definitions.text(content.revision()))
            .put("roleArn", content.roleArn())
            .put("type", machine.type().name());
    if (!revisionId.equals(StateMachine.INITIAL)) {
      json.put("revisionId", revisionId);
    }
    told(content, definitions.text(content.revision())).members().forEach(json::put);
    return json;
  }

  /// What descriptions tell of a machine beside its definition.
  static Json.Obj told(Content content, String definition) {
    var json = Json.object().put("encryptionConfiguration", OWNED_BY_AWS);
    content.settings().members().forEach(json::put);
    var references = VariableReferences.of(definition);
    if (!references.members().isEmpty()) {
      json.put("variableReferences", references);
    }
    return json.build();
  }

  public Json list(Request request) {
    var limit = request.limit(1000);
    return Page.of(registry.machines(), request.pageToken(), limit, StateMachine::arn)
        .json(
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
    before.members().forEach(settings::put);
    for (var name : SETTINGS) {
      if (request.has(name)) {
        var merged = Json.object();
        before.object(name).members().forEach(merged::put);
        request.object(name).members().forEach(merged::put);
        settings.put(name, merged.build());
      }
    }
    var made = settings.build();
    checkLogging(made.object("loggingConfiguration"));
    return made;
  }

  /// Who logs says where to: to one place. Whether there is such a log group is not known here.
  private static void checkLogging(Json.Obj logging) {
    var level = logging.string("level").orElse("OFF");
    if (!LOG_LEVELS.contains(level)) {
      throw Request.constraint(
          level,
          "loggingConfiguration.level",
          "Member must satisfy enum value set: [ALL, ERROR, OFF, FATAL]");
    }
    var count = logging.array("destinations").size();
    if (count > 1 || (count == 0 && !level.equals("OFF"))) {
      throw Request.refusal(
          "InvalidLoggingConfiguration",
          "Invalid Logging Configuration: Must specify exactly one Log Destination.");
    }
  }
}

package dev.slipway.local.states.language;

import dev.slipway.local.states.language.State.Head;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Reads one state.
final class StateReader {
  private static final int MAX_NAME = 80;
  private static final long MAX_SECONDS = 99_999_999;

  private final String name;
  private final Fields fields;
  private final QueryLanguage language;
  private final FlowReader flow;

  private StateReader(String name, Fields fields, QueryLanguage language) {
    this.name = name;
    this.fields = fields;
    this.language = language;
    this.flow = new FlowReader(fields, language);
  }

  static Optional<State> read(String name, Fields fields, QueryLanguage inherited) {
    if (name.isEmpty() || name.length() > MAX_NAME) {
      fields
          .problems()
          .add(
              Problem.error(
                  "INVALID_STATE_NAME",
                  "State names have 1 to %d characters".formatted(MAX_NAME),
                  fields.location()));
    }
    fields.ignore("Comment", "Type");
    fields.require("Type");
    var language = MachineReader.language(fields, inherited);
    if (inherited == QueryLanguage.JSONATA && language == QueryLanguage.JSONPATH) {
      fields.problem(
          "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", "");
    }
    var type = fields.string("Type");
    var state = type.flatMap(new StateReader(name, fields, language)::state);
    if (state.isPresent()) {
      fields.refuseOthers();
    }
    return state;
  }

  private Optional<State> state(String type) {
    return switch (type) {
      case "Pass" -> Optional.of(pass());
      case "Succeed" ->
          Optional.of(new State.Succeed(last(Set.of("Output", "InputPath", "OutputPath"))));
      case "Fail" ->
          Optional.of(new State.Fail(last(Set.of()), flow.text("Error"), flow.text("Cause")));
      case "Wait" -> Optional.of(await());
      case "Choice" -> Optional.of(choice());
      case "Task" -> Optional.of(task());
      case "Parallel" -> Optional.of(parallel());
      case "Map" -> Optional.of(forEach());
      case String _ -> {
        fields.problem(
            "Value is not one of [Choice, Fail, Map, Parallel, Pass, Succeed, Task, Wait]", "Type");
        yield Optional.empty();
      }
    };
  }

  private Head head(Set<String> has) {
    var next = fields.string("Next");
    var end = fields.bool("End").orElse(false);
    if (next.isPresent() == end) {
      fields.problem(
          end ? "'Next' and 'End' exclude each other" : "One of 'Next' and 'End' is required", "");
    }
    return new Head(name, language, next, flow.flow(has));
  }

  private Head last(Set<String> has) {
    return new Head(name, language, Optional.empty(), flow.flow(has));
  }

  private State pass() {
    var head =
        head(Set.of("Output", "Assign", "InputPath", "Parameters", "ResultPath", "OutputPath"));
    var result = language == QueryLanguage.JSONPATH ? fields.any("Result") : Optional.<Json>empty();
    return new State.Pass(head, result);
  }

  private State await() {
    var head = head(Set.of("Output", "Assign", "InputPath", "OutputPath"));
    var seconds = flow.whole("Seconds", 0, MAX_SECONDS);
    var timestamp = flow.text("Timestamp");
    if (seconds.isPresent() == timestamp.isPresent()) {
      fields.problem(
          "A Wait state has exactly one of 'Seconds', 'SecondsPath', 'Timestamp' and 'TimestampPath'",
          "");
    }
    fields
        .string("Timestamp")
        .filter(
            text -> JsonataReader.expression(text).isEmpty() || language == QueryLanguage.JSONPATH)
        .filter(text -> Field.instant(text).isEmpty())
        .ifPresent(_ -> fields.problem("String does not match RFC3339 timestamp", "Timestamp"));
    return new State.Wait(
        head,
        timestamp
            .<State.Until>map(State.Until.Timestamp::new)
            .or(() -> seconds.map(State.Until.Seconds::new))
            .orElseGet(() ->
                new State.Until.Timestamp(
                    Field.literal("Timestamp", Json.of(Instant.EPOCH.toString())))));
  }

  private State choice() {
    fields.require("Choices");
    var head = last(Set.of("Output", "Assign", "InputPath", "OutputPath"));
    return new State.Choice(
        head, new ChoiceReader(language).rules(fields), fields.string("Default"));
  }

  private State task() {
    fields.require("Resource");
    var arn = fields.string("Resource");
    var resource = arn.flatMap(Resource::of);
    if (arn.isPresent() && resource.isEmpty()) {
      fields.problem("Value is not a valid resource ARN", "Resource");
    }
    var head =
        head(
            Set.of(
                "Arguments",
                "Output",
                "Assign",
                "InputPath",
                "Parameters",
                "ResultSelector",
                "ResultPath",
                "OutputPath"));
    var timeout = flow.whole("TimeoutSeconds", 1, MAX_SECONDS);
    var heartbeat = flow.whole("HeartbeatSeconds", 1, MAX_SECONDS);
    return new State.Task(
        head,
        resource.orElseGet(() -> new Resource.Function("")),
        new State.Limits(timeout, heartbeat),
        flow.template("Credentials"),
        RecoveryReader.read(fields, language));
  }

  private State parallel() {
    fields.require("Branches");
    var head =
        head(
            Set.of(
                "Arguments",
                "Output",
                "Assign",
                "InputPath",
                "Parameters",
                "ResultSelector",
                "ResultPath",
                "OutputPath"));
    var branches = fields.objects("Branches").stream().map(this::inner).toList();
    if (fields.has("Branches") && branches.isEmpty()) {
      fields.problem("Minimum length is 1", "Branches");
    }
    return new State.Parallel(head, branches, RecoveryReader.read(fields, language));
  }

  private Machine inner(Fields inner) {
    inner.ignore("Comment", "ProcessorConfig");
    var machine = MachineReader.machine(inner, language);
    inner.refuseOthers();
    return machine;
  }

  private State forEach() {
    var head =
        head(Set.of("Output", "Assign", "InputPath", "ResultSelector", "ResultPath", "OutputPath"));
    var reader = new MapReader(fields, flow);
    var processor = reader.processor();
    var items = reader.items();
    var mode = reader.mode(processor);
    return new State.ForEach(
        head,
        items,
        processor.map(this::inner).orElseGet(MapReader::none),
        mode,
        RecoveryReader.read(fields, language));
  }
}

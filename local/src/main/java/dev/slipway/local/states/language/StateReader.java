package dev.slipway.local.states.language;

import dev.slipway.local.states.language.State.Catcher;
import dev.slipway.local.states.language.State.Head;
import dev.slipway.local.states.language.State.Recovery;
import dev.slipway.local.states.query.QueryException;
import dev.slipway.local.states.query.Template;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one state.
final class StateReader {
  private static final int MAX_NAME = 80;

  private final String name;
  private final Fields fields;
  private final QueryLanguage language;

  private StateReader(String name, Fields fields, QueryLanguage language) {
    this.name = name;
    this.fields = fields;
    this.language = language;
  }

  static Optional<State> read(String name, Fields fields, QueryLanguage inherited) {
    if (name.isEmpty() || name.length() > MAX_NAME) {
      fields.problem("State names have 1 to %d characters".formatted(MAX_NAME), "");
    }
    fields.ignore("Comment");
    var language = DefinitionReader.language(fields, inherited);
    var type = fields.string("Type");
    var reader = new StateReader(name, fields, language);
    var state = type.flatMap(reader::state);
    if (!fields.has("Type")) {
      fields.problem("Missing required field 'Type'", "");
    } else if (state.isPresent()) {
      fields.refuseOthers();
    }
    return state;
  }

  private Optional<State> state(String type) {
    return switch (type) {
      case "Pass" -> Optional.of(new State.Pass(head(flow("Output", "Assign"))));
      case "Succeed" -> Optional.of(new State.Succeed(lastHead(flow("Output"))));
      case "Fail" -> Optional.of(fail());
      case "Wait" -> Optional.of(new State.Wait(head(flow("Output", "Assign")), until()));
      case "Choice" -> Optional.of(choice());
      case "Task" -> Optional.of(task());
      case "Parallel" -> Optional.of(parallel());
      case "Map" -> Optional.of(forEach());
      case String other -> {
        fields.problem("Value is not a valid state type: " + other, "Type");
        yield Optional.empty();
      }
    };
  }

  /// Reads those fields of the data flow that the type has.
  private DataFlow flow(String... has) {
    var some = List.of(has);
    return new DataFlow.WithJsonata(
        some.contains("Arguments") ? fields.template("Arguments", "Arguments") : Optional.empty(),
        some.contains("Output") ? fields.template("Output", "Output") : Optional.empty(),
        some.contains("Assign") ? fields.assignments("Assign", "Assign") : Map.of());
  }

  private Head head(DataFlow flow) {
    var next = fields.string("Next");
    var end = fields.bool("End").orElse(false);
    if (next.isPresent() == end) {
      fields.problem(end ? "'Next' and 'End' exclude each other" : "Missing 'Next' or 'End'", "");
    }
    return new Head(name, language, next, flow);
  }

  private Head lastHead(DataFlow flow) {
    return new Head(name, language, Optional.empty(), flow);
  }

  private State fail() {
    return new State.Fail(
        lastHead(flow()), fields.template("Error", "Error"), fields.template("Cause", "Cause"));
  }

  private State.Until until() {
    var seconds = fields.template("Seconds", "Seconds");
    var timestamp = fields.template("Timestamp", "Timestamp");
    if (seconds.isPresent() == timestamp.isPresent()) {
      fields.problem("A Wait state has exactly one of 'Seconds' and 'Timestamp'", "");
    }
    return timestamp
        .<State.Until>map(State.Until.Timestamp::new)
        .orElseGet(() ->
            new State.Until.Seconds(seconds.orElseGet(() -> new Template.Literal(Json.of(0)))));
  }

  private State choice() {
    var rules = fields.objects("Choices").stream().map(this::rule).toList();
    if (rules.isEmpty()) {
      fields.problem("A Choice state needs at least one choice", "Choices");
    }
    var fallback = fields.string("Default");
    return new State.Choice(lastHead(flow("Output", "Assign")), rules, fallback);
  }

  private State.Rule rule(Fields rule) {
    rule.ignore("Comment");
    var condition = rule.template("Condition", "Condition");
    if (condition.isEmpty()) {
      rule.problem("Missing required field 'Condition'", "");
    }
    var next = rule.string("Next").orElse("");
    if (!rule.has("Next")) {
      rule.problem("Missing required field 'Next'", "");
    }
    var flow =
        new DataFlow.WithJsonata(
            Optional.empty(),
            rule.template("Output", "Output"),
            rule.assignments("Assign", "Assign"));
    rule.refuseOthers();
    return new State.Rule(
        holds(condition.orElseGet(() -> new Template.Literal(Json.of(false)))), next, flow);
  }

  private static State.Condition holds(Template condition) {
    return scene -> {
      if (condition.evaluate(scene) instanceof Json.Bool(var value)) {
        return value;
      }
      throw new QueryException(
          Errors.QUERY, "Condition", "The field 'Condition' must evaluate to a boolean.");
    };
  }

  private State task() {
    var arn = fields.string("Resource");
    var resource = arn.flatMap(Resource::of);
    if (resource.isEmpty()) {
      fields.problem("Value is not a valid resource ARN", "Resource");
    }
    fields.ignore("Credentials");
    var limits =
        new State.Limits(
            fields.template("TimeoutSeconds", "TimeoutSeconds"),
            fields.template("HeartbeatSeconds", "HeartbeatSeconds"));
    return new State.Task(
        head(flow("Arguments", "Output", "Assign")),
        resource.orElseGet(() -> new Resource.Function("")),
        limits,
        recovery());
  }

  private State parallel() {
    var branches =
        fields.objects("Branches").stream().map(branch -> inner(branch, "Comment")).toList();
    if (branches.isEmpty()) {
      fields.problem("A Parallel state needs at least one branch", "Branches");
    }
    return new State.Parallel(head(flow("Arguments", "Output", "Assign")), branches, recovery());
  }

  private Machine inner(Fields inner, String... ignored) {
    inner.ignore(ignored);
    var machine = DefinitionReader.machine(inner, language);
    inner.refuseOthers();
    return machine;
  }

  private State forEach() {
    var field = fields.has("Iterator") ? "Iterator" : "ItemProcessor";
    var processor = fields.object(field).map(inner -> inner(inner, "Comment", "ProcessorConfig"));
    if (processor.isEmpty()) {
      fields.problem("Missing required field 'ItemProcessor'", "");
    }
    var items =
        new State.Items(
            fields.template("Items", "Items"),
            fields.template("ItemSelector", "ItemSelector"),
            fields.template("MaxConcurrency", "MaxConcurrency"));
    return new State.ForEach(
        head(flow("Output", "Assign")),
        items,
        processor.orElseGet(() -> new Machine("", Map.of(), Optional.empty())),
        recovery());
  }

  private Recovery recovery() {
    var retriers = fields.objects("Retry").stream().map(StateReader::retrier).toList();
    var catchers = fields.objects("Catch").stream().map(StateReader::catcher).toList();
    return new Recovery(retriers, catchers);
  }

  private static Retrier retrier(Fields retrier) {
    retrier.ignore("Comment");
    var errors = errors(retrier);
    var interval = retrier.whole("IntervalSeconds", 1).orElse(1L);
    var attempts = retrier.whole("MaxAttempts", 0).orElse(3L);
    var backoff = retrier.number("BackoffRate").orElse(2.0);
    if (backoff < 1) {
      retrier.problem("Minimum value is 1.0", "BackoffRate");
    }
    var maxDelay = retrier.whole("MaxDelaySeconds", 1);
    var jitter =
        switch (retrier.string("JitterStrategy").orElse("NONE")) {
          case "FULL" -> Retrier.Jitter.FULL;
          case "NONE" -> Retrier.Jitter.NONE;
          case String other -> {
            retrier.problem("Value is not one of [FULL, NONE]: " + other, "JitterStrategy");
            yield Retrier.Jitter.NONE;
          }
        };
    retrier.refuseOthers();
    return new Retrier(errors, interval, attempts, backoff, maxDelay, jitter);
  }

  private static Catcher catcher(Fields catcher) {
    catcher.ignore("Comment");
    var errors = errors(catcher);
    var next = catcher.string("Next").orElse("");
    if (!catcher.has("Next")) {
      catcher.problem("Missing required field 'Next'", "");
    }
    var flow =
        new DataFlow.WithJsonata(
            Optional.empty(),
            catcher.template("Output", "Output"),
            catcher.assignments("Assign", "Assign"));
    catcher.refuseOthers();
    return new Catcher(errors, next, flow);
  }

  private static List<String> errors(Fields fields) {
    var errors = fields.strings("ErrorEquals");
    if (errors.isEmpty()) {
      fields.problem("Missing required field 'ErrorEquals'", "");
    }
    return errors;
  }
}

package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Job.Argument;
import dev.slipway.ci.workflow.Job.Body;
import dev.slipway.ci.workflow.Job.Secrets;
import dev.slipway.ci.workflow.Trigger.Input;
import dev.slipway.ci.workflow.Trigger.WorkflowCall;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Holds what a job passes to what the called workflow asks for; names compare without case.
final class CallArguments {
  private final Body.Call call;
  private final List<Fault> faults = new ArrayList<>();

  private CallArguments(Body.Call call) {
    this.call = call;
  }

  record Fault(Position at, String message) {}

  static List<Fault> check(Body.Call call, WorkflowCall asked) {
    var check = new CallArguments(call);
    check.inputs(asked.inputs());
    if (call.secrets() instanceof Secrets.Given(var given)) {
      check.secrets(asked, given);
    }
    return check.faults;
  }

  private void inputs(Map<String, Input> asked) {
    var given = new TreeMap<String, Argument>(String.CASE_INSENSITIVE_ORDER);
    given.putAll(call.with());
    asked.forEach((name, input) -> {
      var argument = given.get(name);
      if (argument != null) {
        checkKind(input, argument);
      } else if (input.required()) {
        missing("Input", name);
      }
    });
    var places = new TreeMap<String, Position>();
    call.with().forEach((name, argument) -> places.put(name, argument.at()));
    undefined("input", places, asked.keySet());
  }

  private void checkKind(Input input, Argument argument) {
    var fits =
        switch (input.type()) {
          case STRING, CHOICE, ENVIRONMENT -> true;
          case BOOLEAN -> argument.value() instanceof Json.Bool;
          case NUMBER -> argument.value() instanceof Json.Num;
        };
    var template = argument.template();
    if (!fits && !template.hasExpression()) {
      faults.add(new Fault(argument.at(), "Unexpected value '%s'".formatted(template.text())));
    }
  }

  private void secrets(WorkflowCall asked, Map<String, Template> given) {
    var names = new TreeMap<String, Template>(String.CASE_INSENSITIVE_ORDER);
    names.putAll(given);
    asked
        .secrets()
        .forEach((name, secret) -> {
          if (secret.required() && !names.containsKey(name)) {
            missing("Secret", name);
          }
        });
    var places = new TreeMap<String, Position>();
    given.forEach((name, template) -> places.put(name, template.at()));
    undefined("secret", places, asked.secrets().keySet());
  }

  private void missing(String kind, String name) {
    faults.add(
        new Fault(
            call.uses().at(),
            "%s %s is required, but not provided while calling.".formatted(kind, name)));
  }

  private void undefined(String kind, Map<String, Position> given, Set<String> asked) {
    given.forEach((name, at) -> {
      if (asked.stream().noneMatch(name::equalsIgnoreCase)) {
        faults.add(
            new Fault(
                at,
                "Invalid %s, %s is not defined in the referenced workflow.".formatted(kind, name)));
      }
    });
  }
}

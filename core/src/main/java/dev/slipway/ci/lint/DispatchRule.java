package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Trigger;
import dev.slipway.ci.workflow.Trigger.Input;
import java.util.Map;
import java.util.Optional;

/// Finds defaults of inputs that the input itself would not take.
final class DispatchRule implements Rule {
  @Override
  public void check(Subject subject, Report report) {
    for (var trigger : subject.workflow().triggers()) {
      switch (trigger) {
        case Trigger.WorkflowDispatch(var inputs) -> check(inputs, report);
        case Trigger.WorkflowCall(var inputs, _, _) -> check(inputs, report);
        case Trigger.Push _,
            Trigger.PullRequest _,
            Trigger.WorkflowRun _,
            Trigger.Activity _,
            Trigger.ImageVersion _,
            Trigger.Schedule _ -> {}
      }
    }
  }

  private static void check(Map<String, Input> inputs, Report report) {
    inputs.forEach((name, input) ->
        input
            .defaultValue()
            .filter(text -> !text.isEmpty() && !text.contains("${{"))
            .flatMap(text -> fault(input, text))
            .ifPresent(fault ->
                report.warning(
                    "input-default",
                    input.at(),
                    "The default of input '%s' %s".formatted(name, fault))));
  }

  private static Optional<String> fault(Input input, String text) {
    return switch (input.type()) {
      case STRING, ENVIRONMENT -> Optional.empty();
      case BOOLEAN ->
          text.equals("true") || text.equals("false")
              ? Optional.empty()
              : Optional.of("is '%s', not true or false".formatted(text));
      case NUMBER ->
          text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")
              ? Optional.empty()
              : Optional.of("is '%s', not a number".formatted(text));
      case CHOICE ->
          input.options().contains(text)
              ? Optional.empty()
              : Optional.of("is '%s', which is none of its options".formatted(text));
    };
  }
}

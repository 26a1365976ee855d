package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.ActionReference;
import dev.slipway.ci.workflow.Position;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Template;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Looks at the actions that steps use: their inputs, their age, and whether they can be changed
/// under the workflow's feet.
final class ActionRule implements Rule {
  private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern MAJOR = Pattern.compile("v?([0-9]+)(\\..*)?");
  private static final Set<String> OWN = Set.of("actions", "github");

  @Override
  public void check(Subject subject, Report report) {
    for (var job : subject.workflow().jobs().values()) {
      for (var step : job.steps()) {
        if (step.work() instanceof Step.Work.Uses(var action, var with, var at)) {
          var reference = ActionReference.parse(action);
          inputs(subject, reference, with, at, report);
          if (reference instanceof ActionReference.Remote remote) {
            age(remote, at, report);
            pin(remote, at, report);
          }
        }
      }
    }
  }

  private static void inputs(
      Subject subject,
      ActionReference reference,
      Map<String, Template> with,
      Position at,
      Report report) {
    var found = subject.actions().find(reference);
    if (found.isEmpty() || with.keySet().stream().anyMatch(Template::isExpression)) {
      return;
    }
    var known = new TreeMap<String, Actions.Input>(String.CASE_INSENSITIVE_ORDER);
    known.putAll(found.get().inputs());
    var given = new TreeMap<String, Template>(String.CASE_INSENSITIVE_ORDER);
    given.putAll(with);
    given.forEach((name, value) -> {
      var input = known.get(name);
      if (input == null && !isReserved(name)) {
        report.warning(
            "action-input",
            subject.text().key(name, value.at()),
            "Input '%s' is not defined by the action; it has %s"
                .formatted(name, known.isEmpty() ? "none" : String.join(", ", known.keySet())));
      } else if (input != null) {
        input
            .deprecation()
            .ifPresent(message ->
                report.warning(
                    "action-input",
                    subject.text().key(name, value.at()),
                    "Input '%s' is deprecated: %s".formatted(name, message)));
      }
    });
    known.forEach((name, input) -> {
      if (input.required() && !given.containsKey(name)) {
        report.warning(
            "action-input", at, "Input '%s' is required by the action and missing".formatted(name));
      }
    });
  }

  /// What Docker actions take besides their inputs.
  private static boolean isReserved(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("entrypoint") || lower.equals("args");
  }

  private static void age(ActionReference.Remote action, Position at, Report report) {
    var major = MAJOR.matcher(action.ref());
    var least = KnownActions.leastMajor(action);
    if (major.matches() && least.isPresent() && majorOf(major.group(1)) < least.getAsInt()) {
      report.warning(
          "outdated-action",
          at,
          "'%s@%s' runs on a version of Node.js that is gone, or its service is; use v%d or later"
              .formatted(action.name(), action.ref(), least.getAsInt()));
    }
  }

  private static long majorOf(String digits) {
    return digits.length() > 9 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  private static void pin(ActionReference.Remote action, Position at, Report report) {
    if (!OWN.contains(action.owner().toLowerCase(Locale.ROOT))
        && !SHA.matcher(action.ref()).matches()) {
      report.info(
          "unpinned-action",
          at,
          "'%s' can be moved to other code by its owner; pin the full commit id"
              .formatted(action.name() + "@" + action.ref()));
    }
  }
}

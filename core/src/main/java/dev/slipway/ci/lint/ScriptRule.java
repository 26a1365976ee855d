package dev.slipway.ci.lint;

import dev.slipway.ci.lint.ScriptChecker.Shell;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Position;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Workflow;
import java.util.Optional;
import java.util.regex.Pattern;

/// Has shell scripts looked at. Expressions in them are hidden behind letters of the same number.
final class ScriptRule implements Rule {
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{.*?}}", Pattern.DOTALL);

  private final ScriptChecker checker;

  ScriptRule(ScriptChecker checker) {
    this.checker = checker;
  }

  @Override
  public void check(Subject subject, Report report) {
    for (var job : subject.workflow().jobs().values()) {
      for (var step : job.steps()) {
        if (step.work() instanceof Step.Work.Run(var script, var own, _)) {
          shell(subject.workflow(), job, own)
              .ifPresent(shell -> check(subject, script, shell, report));
        }
      }
    }
  }

  private void check(Subject subject, Template script, Shell shell, Report report) {
    var text = EXPRESSION.matcher(script.text()).replaceAll(one -> hidden(one.group()));
    for (var remark : checker.check(text, shell)) {
      var at = place(subject, script, remark);
      switch (remark.weight()) {
        case WARNING -> report.warning("shellcheck", at, remark.message());
        case INFO -> report.info("shellcheck", at, remark.message());
      }
    }
  }

  /// A line break inside an expression stays one, or the remarks would be off.
  private static String hidden(String expression) {
    return expression.replaceAll("[^\\n]", "_");
  }

  private static Position place(Subject subject, Template script, ScriptChecker.Remark remark) {
    var from = 0;
    for (var line = 1; line < remark.line() && from >= 0; line++) {
      from = script.text().indexOf('\n', from) + 1;
    }
    var offset = Math.min(from + Math.max(0, remark.column() - 1), script.text().length());
    return subject.text().place(script, offset);
  }

  /// The shell of a step, when it is one of those; on Linux and macOS bash is the default.
  static Optional<Shell> shell(Workflow workflow, Job job, Optional<Template> own) {
    var name =
        own.or(() -> job.defaults().shell())
            .or(() -> workflow.defaults().shell())
            .map(Template::text);
    if (name.isEmpty()) {
      return ShellRule.runsOn(job, "windows") ? Optional.empty() : Optional.of(Shell.BASH);
    }
    if (name.get().equals("bash") || name.get().startsWith("bash ")) {
      return Optional.of(Shell.BASH);
    }
    return name.get().equals("sh") || name.get().startsWith("sh ")
        ? Optional.of(Shell.SH)
        : Optional.empty();
  }
}

package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.CallCheck;
import dev.slipway.ci.workflow.Finding;
import dev.slipway.ci.workflow.Library;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.ci.workflow.WorkflowReader;
import java.util.ArrayList;
import java.util.List;

/// Says what GitHub would refuse in a workflow file, and, when it would not, what is unwise.
public final class Linter {
  private final Library library;
  private final Actions actions;
  private final List<Rule> rules;

  /// @param library where called workflows come from
  /// @param actions what is known of actions
  /// @param scripts who looks at shell scripts
  public Linter(Library library, Actions actions, ScriptChecker scripts) {
    this.library = library;
    this.actions = actions;
    this.rules =
        List.of(
            new ExpressionRule(),
            new ConditionRule(),
            new InjectionRule(),
            new CredentialRule(),
            new CommandRule(),
            new ActionRule(),
            new PermissionsRule(),
            new ScheduleRule(),
            new GlobRule(),
            new ShellRule(),
            new LabelRule(),
            new MatrixRule(),
            new ConcurrencyRule(),
            new CacheRule(),
            new EnvironmentRule(),
            new DispatchRule(),
            new ScriptRule(scripts));
  }

  /// The findings of a file and of the files it calls, in their order.
  ///
  /// @param file how findings name the file; local calls are looked up beside it
  public List<Finding> lint(String file, String source) {
    return switch (WorkflowReader.read(file, source)) {
      case ReadResult.Refused(var findings) -> findings;
      case ReadResult.Valid(var workflow, _) -> lint(file, source, workflow);
    };
  }

  private List<Finding> lint(String file, String source, Workflow workflow) {
    var calls = CallCheck.of(workflow, library);
    var text = new SourceText(source);
    var subject = new Subject(text, workflow, calls.called(), actions, Sites.of(workflow, text));
    var report = new Report(file);
    rules.forEach(rule -> rule.check(subject, report));
    var findings = new ArrayList<>(calls.findings());
    findings.addAll(report.findings());
    return findings;
  }
}

package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.RunDefaults;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Template;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds shells that the runner does not know, or its system does not have.
final class ShellRule implements Rule {
  private static final String NAME = "shell-name";
  private static final Set<String> KNOWN =
      Set.of("bash", "sh", "pwsh", "powershell", "cmd", "python");
  private static final Set<String> WINDOWS = Set.of("powershell", "cmd");

  @Override
  public void check(Subject subject, Report report) {
    var workflow = subject.workflow();
    shell(workflow.defaults(), Optional.empty(), report);
    for (var job : workflow.jobs().values()) {
      shell(job.defaults(), Optional.of(job), report);
      for (var step : job.steps()) {
        if (step.work() instanceof Step.Work.Run(_, var shell, _)) {
          shell.ifPresent(name -> shell(name, Optional.of(job), report));
        }
      }
    }
  }

  private static void shell(RunDefaults defaults, Optional<Job> job, Report report) {
    defaults.shell().ifPresent(name -> shell(name, job, report));
  }

  private static void shell(Template shell, Optional<Job> job, Report report) {
    var name = shell.text().toLowerCase(Locale.ROOT);
    if (shell.hasExpression() || name.contains("{0}")) {
      return;
    }
    if (!KNOWN.contains(name)) {
      report.warning(
          NAME,
          shell.at(),
          ("'%s' is no shell of the runner (bash, sh, pwsh, python, cmd, powershell) and has no {0}"
                  + " for the script")
              .formatted(shell.text()));
    } else if (WINDOWS.contains(name) && job.filter(ShellRule::isUnix).isPresent()) {
      report.warning(NAME, shell.at(), "'%s' is there on Windows only".formatted(shell.text()));
    } else if (name.equals("sh") && job.filter(one -> runsOn(one, "windows")).isPresent()) {
      report.warning(NAME, shell.at(), "'sh' is not there on Windows");
    }
  }

  private static boolean isUnix(Job job) {
    return runsOn(job, "ubuntu") || runsOn(job, "macos");
  }

  /// Whether a label names a hosted machine with that system.
  static boolean runsOn(Job job, String system) {
    return job.runsOn().stream()
        .anyMatch(label -> label.text().toLowerCase(Locale.ROOT).startsWith(system));
  }
}

package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Template;
import java.util.Map;
import java.util.regex.Pattern;

/// Finds names of environment variables that no script can read.
final class EnvironmentRule implements Rule {
  private static final String NAME = "env-name";
  private static final Pattern STRANGE = Pattern.compile("[\\s=&]");

  @Override
  public void check(Subject subject, Report report) {
    names(subject, subject.workflow().env(), report);
    for (var job : subject.workflow().jobs().values()) {
      names(subject, job.env(), report);
      job.steps().forEach(step -> names(subject, step.env(), report));
    }
  }

  private static void names(Subject subject, Map<String, Template> env, Report report) {
    env.forEach((name, value) -> {
      if (!Template.isExpression(name) && STRANGE.matcher(name).find()) {
        report.warning(
            NAME,
            subject.text().key(name, value.at()),
            "'%s' is no name of an environment variable".formatted(name));
      }
    });
  }
}

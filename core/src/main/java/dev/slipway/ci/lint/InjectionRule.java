package dev.slipway.ci.lint;

import dev.slipway.ci.expression.Expression;
import dev.slipway.ci.lint.Site.Use;
import dev.slipway.ci.workflow.ActionReference;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Template;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds values that anybody can choose inside scripts, where they would become code.
final class InjectionRule implements Rule {
  static final String NAME = "script-injection";

  @Override
  public void check(Subject subject, Report report) {
    for (var site : subject.sites()) {
      if (isScript(site)) {
        for (var code : site.codes()) {
          dangers(subject, site, code.expression())
              .findFirst()
              .ifPresent(part ->
                  report.warning(
                      NAME,
                      site.place(subject.text(), code, part),
                      ("'%s' is chosen by whoever opened the issue or pull request and becomes part of"
                              + " the script; pass it through an environment variable")
                          .formatted(Untrusted.path(part).orElse("the value"))));
        }
      }
    }
  }

  /// A `run`, or the script that an action takes.
  static boolean isScript(Site site) {
    return site.use() == Use.RUN
        || (site.use() == Use.WITH
            && site.step().filter(step -> isScript(step, site.template())).isPresent());
  }

  private static boolean isScript(Step step, Template template) {
    return step.work() instanceof Step.Work.Uses(var action, var with, _)
        && ActionReference.parse(action) instanceof ActionReference.Remote remote
        && remote.name().equalsIgnoreCase("actions/github-script")
        && template.equals(with.get("script"));
  }

  /// Untrusted values, also those that come through `env` of the workflow, the job or the step.
  static Stream<Expression> dangers(Subject subject, Site site, Expression expression) {
    return Stream.concat(
        Untrusted.in(expression),
        expression.parts().filter(part -> isTainted(subject, site, part)));
  }

  private static boolean isTainted(Subject subject, Site site, Expression part) {
    return Untrusted.path(part)
        .filter(path -> path.startsWith("env."))
        .flatMap(path -> variable(subject, site, path.substring("env.".length())))
        .filter(value ->
            new Site(Use.ENV, value, site.job(), site.step(), site.before())
                .codes().stream()
                    .anyMatch(code -> Untrusted.in(code.expression()).findAny().isPresent()))
        .isPresent();
  }

  private static Optional<Template> variable(Subject subject, Site site, String name) {
    return Stream.of(
            site.step().map(Step::env),
            site.job().map(job -> job.env()),
            Optional.of(subject.workflow().env()))
        .flatMap(Optional::stream)
        .flatMap(env -> env.entrySet().stream())
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}

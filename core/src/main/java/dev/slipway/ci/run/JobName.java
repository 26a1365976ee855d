package dev.slipway.ci.run;

import dev.slipway.ci.expression.Contexts;
import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.plan.MatrixExpansion.Combination;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Template;

/// What people see for a job: its `name`, else its id; with its combination, unless the name is
/// computed and so may say it itself.
final class JobName {
  private JobName() {}

  /// The name that a run begins with.
  static String of(Job job, Combination combination, Contexts contexts) {
    var plain = job.name().map(Template::text).filter(name -> !name.isBlank()).orElse(job.id());
    return hangsOnExpressions(job)
        ? computed(job, combination.name(job.id()), contexts)
        : combination.name(plain);
  }

  /// The name when all that it may hold is known.
  static String again(Job job, String before, Contexts contexts) {
    return hangsOnExpressions(job) ? computed(job, before, contexts) : before;
  }

  private static boolean hangsOnExpressions(Job job) {
    return job.name().filter(Template::hasExpression).isPresent();
  }

  private static String computed(Job job, String otherwise, Contexts contexts) {
    try {
      return job.name()
          .map(name -> Templates.text(name.text(), contexts))
          .filter(name -> !name.isBlank())
          .orElse(otherwise);
    } catch (ExpressionException _) {
      return otherwise;
    }
  }
}

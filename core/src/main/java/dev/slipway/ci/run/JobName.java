package dev.slipway.ci.run;

import dev.slipway.ci.expression.Contexts;
import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.plan.MatrixExpansion;
import dev.slipway.ci.workflow.Job;
import dev.slipway.model.Json;

/// What people see for a job: its `name`, else its id and its combination.
final class JobName {
  private JobName() {}

  static String of(Job job, Json.Obj combination, Contexts contexts) {
    try {
      return job.name()
          .map(name -> Templates.text(name.text(), contexts))
          .filter(name -> !name.isBlank())
          .orElseGet(() -> MatrixExpansion.displayName(job.id(), combination));
    } catch (ExpressionException _) {
      return MatrixExpansion.displayName(job.id(), combination);
    }
  }
}

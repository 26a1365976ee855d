package dev.slipway.ci.workflow;

import static dev.slipway.ci.workflow.Shape.bool;
import static dev.slipway.ci.workflow.Shape.either;
import static dev.slipway.ci.workflow.Shape.filled;
import static dev.slipway.ci.workflow.Shape.listOf;
import static dev.slipway.ci.workflow.Shape.mapOf;
import static dev.slipway.ci.workflow.Shape.nothing;
import static dev.slipway.ci.workflow.Shape.number;
import static dev.slipway.ci.workflow.Shape.oneOrMany;
import static dev.slipway.ci.workflow.Shape.table;
import static dev.slipway.ci.workflow.Shape.text;

/// The keys of steps.
final class StepGrammar {
  private StepGrammar() {}

  private static final Shape RUN =
      workKeys()
          .required("run", text().within(Scope.STEP))
          .key("working-directory", text().within(Scope.STEP))
          .key("shell", filled())
          .key("background", bool())
          .build();

  private static final Shape USES =
      workKeys()
          .required("uses", filled())
          .key("with", mapOf(text()).within(Scope.STEP))
          .key("background", bool())
          .build();

  /// The newer forms. Those who wrote too little to tell are not offered them, as GitHub's own
  /// parser words it.
  private static final Shape WAIT = keys().required("wait", oneOrMany(filled())).buildUnhinted();

  private static final Shape WAIT_ALL =
      keys().required("wait-all", either(nothing(), bool())).buildUnhinted();

  private static final Shape CANCEL = keys().required("cancel", filled()).buildUnhinted();

  /// A group is a list of steps that run, without a name of its own.
  private static final Shape PARALLEL =
      table().required("parallel", listOf(either(RUN, USES))).buildUnhinted();

  static final Shape STEPS = listOf(either(RUN, USES, WAIT, WAIT_ALL, CANCEL, PARALLEL));

  private static Shape.Builder keys() {
    return table()
        .key("name", text().within(Scope.STEP))
        .key("id", filled())
        .key("continue-on-error", bool().within(Scope.STEP));
  }

  private static Shape.Builder workKeys() {
    return keys()
        .key("if", new Shape.Condition().within(Scope.STEP_IF))
        .key("timeout-minutes", number().within(Scope.STEP))
        .key("env", mapOf(text()).within(Scope.STEP));
  }
}

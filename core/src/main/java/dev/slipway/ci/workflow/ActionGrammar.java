package dev.slipway.ci.workflow;

import static dev.slipway.ci.workflow.Shape.bool;
import static dev.slipway.ci.workflow.Shape.either;
import static dev.slipway.ci.workflow.Shape.filled;
import static dev.slipway.ci.workflow.Shape.listOf;
import static dev.slipway.ci.workflow.Shape.mapOf;
import static dev.slipway.ci.workflow.Shape.nothing;
import static dev.slipway.ci.workflow.Shape.number;
import static dev.slipway.ci.workflow.Shape.table;
import static dev.slipway.ci.workflow.Shape.text;

/// The keys of `action.yml`: `action_yaml.json` of actions/runner, which lets unknown keys stand
/// outside of `runs`.
final class ActionGrammar {
  private ActionGrammar() {}

  private static final Shape SCALAR = either(nothing(), bool(), number(), text());

  private static final Shape INPUT =
      table()
          .key("default", SCALAR.within(Scope.ACTION_DEFAULT))
          .others(new Shape.Anything())
          .build();

  private static final Shape OUTPUT =
      table().key("value", text().within(Scope.ACTION_STEP)).others(new Shape.Anything()).build();

  private static final Shape RUN =
      stepKeys()
          .required("run", text().within(Scope.ACTION_STEP))
          .required("shell", text().within(Scope.ACTION_STEP))
          .key("working-directory", text().within(Scope.ACTION_STEP))
          .build();

  private static final Shape USES =
      stepKeys()
          .required("uses", filled())
          .key("with", mapOf(SCALAR).within(Scope.ACTION_STEP))
          .build();

  private static final Shape COMPOSITE =
      table().required("using", filled()).required("steps", listOf(either(RUN, USES))).build();

  private static final Shape JAVASCRIPT =
      phases().required("using", filled()).required("main", filled()).build();

  private static final Shape DOCKER =
      phases()
          .required("using", filled())
          .required("image", filled())
          .key("entrypoint", filled())
          .key("pre-entrypoint", filled())
          .key("post-entrypoint", filled())
          .key("args", listOf(SCALAR.within(Scope.ACTION_ARGUMENT)))
          .key("env", mapOf(SCALAR).within(Scope.ACTION_ARGUMENT))
          .build();

  static final Shape ACTION =
      table()
          .key("inputs", either(nothing(), mapOf(either(nothing(), INPUT))))
          .key("outputs", either(nothing(), mapOf(either(nothing(), OUTPUT))))
          .required("runs", either(COMPOSITE, JAVASCRIPT, DOCKER))
          .others(new Shape.Anything())
          .build();

  private static Shape.Builder stepKeys() {
    return table()
        .key("name", text().within(Scope.ACTION_STEP))
        .key("id", filled())
        .key("if", new Shape.Condition().within(Scope.ACTION_STEP_IF))
        .key("env", mapOf(SCALAR).within(Scope.ACTION_STEP))
        .key("continue-on-error", bool().within(Scope.ACTION_STEP));
  }

  private static Shape.Builder phases() {
    return table()
        .key("pre", filled())
        .key("pre-if", new Shape.Condition().within(Scope.STEP_IF))
        .key("post", filled())
        .key("post-if", new Shape.Condition().within(Scope.STEP_IF));
  }
}

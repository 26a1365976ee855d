package dev.slipway.ci.lint;

import dev.slipway.ci.expression.Expression;
import dev.slipway.ci.expression.Expressions;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Position;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A scalar that may hold expressions, and where in the workflow it stands.
///
/// @param job absent at the workflow's own keys
/// @param step absent at the job's own keys
/// @param before the steps whose results it may use
record Site(Use use, Template template, Optional<Job> job, Optional<Step> step, List<Step> before) {
  Site {
    before = List.copyOf(before);
  }

  /// What the scalar is for.
  enum Use {
    /// An `if`.
    CONDITION,
    /// A script.
    RUN,
    /// An input of an action.
    WITH,
    /// A variable of the environment.
    ENV,
    /// True or false.
    BOOL,
    /// A number.
    NUMBER,
    /// Any other text.
    TEXT,
    /// Where a whole collection may stand too.
    ANY
  }

  /// An expression of the scalar.
  ///
  /// @param offset where its text begins in the scalar's value
  record Code(Expression expression, int offset) {}

  /// Whether the scalar is nothing but one expression.
  boolean isLone() {
    var parts = Templates.parts(template.text());
    return parts.size() == 1 && parts.getFirst() instanceof Templates.Part.Code;
  }

  /// The expressions in the scalar.
  List<Code> codes() {
    var text = template.text();
    if (!template.hasExpression()) {
      return use == Use.CONDITION && !text.isBlank()
          ? List.of(new Code(Expressions.parse(text), 0))
          : List.of();
    }
    var codes = new ArrayList<Code>();
    for (var part : Templates.parts(text)) {
      if (part instanceof Templates.Part.Code(var code, var offset)) {
        codes.add(new Code(Expressions.parse(code), offset));
      }
    }
    return codes;
  }

  /// The place of a part of an expression.
  Position place(SourceText source, Code code, Expression part) {
    return source.place(template, code.offset() + part.at() - 1);
  }
}

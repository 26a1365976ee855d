package dev.slipway.ci.lint;

import dev.slipway.ci.expression.Evaluator;
import dev.slipway.ci.expression.Expression;
import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.expression.MapContexts;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.lint.Site.Use;
import java.util.Map;

/// Finds conditions that are always the same. Text around `${{ }}`, be it a line break, makes an
/// `if` a text, which is true whatever the expression says.
final class ConditionRule implements Rule {
  private static final String NAME = "constant-condition";

  @Override
  public void check(Subject subject, Report report) {
    for (var site : subject.sites()) {
      if (site.use() == Use.CONDITION && !site.template().text().isBlank()) {
        check(site, report);
      }
    }
  }

  private static void check(Site site, Report report) {
    var at = site.template().at();
    if (site.template().hasExpression() && !site.isLone()) {
      report.warning(
          NAME,
          at,
          "This condition is always true: there is text around ${{ }}. Leave ${{ }} out, or put all"
              + " of it inside");
      return;
    }
    var expression = site.codes().getFirst().expression();
    if (!isConstant(expression)) {
      return;
    }
    try {
      var value = Evaluator.evaluate(expression, MapContexts.of(Map.of()));
      var message = "This condition is always " + Templates.isTruthy(value);
      if (expression instanceof Expression.Literal) {
        report.info(NAME, at, message); // written to switch something on or off
      } else {
        report.warning(NAME, at, message);
      }
    } catch (ExpressionException e) {
      report.warning(NAME, at, "This condition cannot be computed: " + e.getMessage());
    }
  }

  private static boolean isConstant(Expression expression) {
    var functions = Templates.functionsOf(expression);
    return Templates.contextsOf(expression).isEmpty()
        && functions.stream().noneMatch(name -> name.equals("hashfiles"))
        && !Templates.usesStatusFunction(expression);
  }
}

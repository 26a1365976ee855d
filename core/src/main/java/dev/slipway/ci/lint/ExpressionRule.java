package dev.slipway.ci.lint;

import java.util.Optional;

/// Type-checks every expression: names that do not exist, properties of what has none, collections
/// printed as text.
final class ExpressionRule implements Rule {
  @Override
  public void check(Subject subject, Report report) {
    var contexts = new ContextTypes(subject);
    for (var site : subject.sites()) {
      for (var code : site.codes()) {
        var types =
            new TypeCheck(
                context -> contexts.type(context, site),
                (rule, part, message) ->
                    report.warning(rule, site.place(subject.text(), code, part), message));
        var type = types.type(code.expression());
        misfit(site, type)
            .ifPresent(message ->
                report.warning(
                    TypeCheck.TYPE, site.place(subject.text(), code, code.expression()), message));
      }
    }
  }

  private static Optional<String> misfit(Site site, Type type) {
    var lone = site.isLone();
    return switch (site.use()) {
      case CONDITION -> Optional.empty();
      case ANY -> lone ? Optional.empty() : text(type);
      case RUN, WITH, ENV, TEXT -> text(type);
      case BOOL -> lone ? expected("a boolean", Type.Bool.TYPE, type) : Optional.empty();
      case NUMBER -> lone ? expected("a number", Type.Num.TYPE, type) : Optional.empty();
    };
  }

  private static Optional<String> text(Type type) {
    return type.isCollection()
        ? Optional.of(
            "The value is %s, which prints as '%s'; toJSON makes a text of it"
                .formatted(type.word(), type instanceof Type.Obj ? "Object" : "Array"))
        : Optional.empty();
  }

  private static Optional<String> expected(String what, Type wanted, Type type) {
    return type.equals(wanted) || type instanceof Type.Any
        ? Optional.empty()
        : Optional.of("The value is %s where %s is expected".formatted(type.word(), what));
  }
}

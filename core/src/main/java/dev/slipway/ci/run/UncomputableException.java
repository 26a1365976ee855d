package dev.slipway.ci.run;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.workflow.Template;
import java.util.Optional;
import java.util.function.Function;

/// A setting of a job that cannot be computed; the message has its place and the reason.
final class UncomputableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UncomputableException(String key, Optional<Template> template, String message) {
    super(
        template
            .map(Template::at)
            .map(at -> "%s at %d:%d: %s".formatted(key, at.line(), at.column(), message))
            .orElse(key + ": " + message));
  }

  /// In the words of whoever computed it.
  UncomputableException(String message) {
    super(message);
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  /// Computes the value of a key.
  static <T> T in(String key, Template template, Function<String, T> value) {
    return in(key, Optional.of(template), _ -> value.apply(template.text()));
  }

  static <T> T in(String key, Optional<Template> template, Function<Optional<Template>, T> value) {
    try {
      return value.apply(template);
    } catch (NumberFormatException _) {
      throw new UncomputableException(key, template, "A number was expected");
    } catch (ExpressionException | InvalidPlanException | IllegalArgumentException e) {
      throw new UncomputableException(key, template, String.valueOf(e.getMessage()));
    }
  }
}

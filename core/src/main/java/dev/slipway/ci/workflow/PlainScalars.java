package dev.slipway.ci.workflow;

import dev.slipway.model.Json;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// What kind of value a scalar is: YAML 1.2's core schema with the bounds of `YamlObjectReader.cs`
/// in actions/runner.
final class PlainScalars {
  private static final String NULL = "tag:yaml.org,2002:null";
  private static final String BOOL = "tag:yaml.org,2002:bool";
  private static final String INT = "tag:yaml.org,2002:int";
  private static final String FLOAT = "tag:yaml.org,2002:float";
  private static final String STR = "tag:yaml.org,2002:str";

  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  /// Digits of the largest numbers in 32 bits.
  private static final int HEX_DIGITS = 8;

  private PlainScalars() {}

  /// @throws InvalidYamlException when the value does not fit its tag
  static Json value(ScalarEvent event, Position at) {
    var text = event.getValue();
    if (event.getTag().isEmpty()) {
      return event.getScalarStyle() == ScalarStyle.PLAIN ? untagged(text, at) : Json.of(text);
    }
    var tag = event.getTag().get();
    if (tag.equals(STR)) {
      return Json.of(text);
    }
    if (event.getScalarStyle() != ScalarStyle.PLAIN) {
      throw new InvalidYamlException(
          "The scalar style '%s' on line %d and column %d is not valid with the tag '%s'"
              .formatted(style(event.getScalarStyle()), at.line(), at.column(), tag),
          at);
    }
    var value =
        switch (tag) {
          case NULL -> nothing(text);
          case BOOL -> bool(text);
          case INT -> integer(text, at);
          case FLOAT -> real(text);
          default -> throw new InvalidYamlException("Unexpected tag '%s'".formatted(tag), at);
        };
    return value.orElseThrow(() -> invalid(text, tag, at));
  }

  private static Json untagged(String text, Position at) {
    return nothing(text)
        .or(() -> bool(text))
        .or(() -> integer(text, at))
        .or(() -> real(text))
        .orElseGet(() -> Json.of(text));
  }

  private static String style(ScalarStyle style) {
    return switch (style) {
      case PLAIN, JSON_SCALAR_STYLE -> "Plain";
      case SINGLE_QUOTED -> "SingleQuoted";
      case DOUBLE_QUOTED -> "DoubleQuoted";
      case LITERAL -> "Literal";
      case FOLDED -> "Folded";
    };
  }

  private static InvalidYamlException invalid(String text, String tag, Position at) {
    return new InvalidYamlException(
        "The value '%s' on line %d and column %d is invalid for the type '%s'"
            .formatted(text, at.line(), at.column(), tag),
        at);
  }

  private static Optional<Json> nothing(String text) {
    return switch (text) {
      case "", "null", "Null", "NULL", "~" -> Optional.of(Json.Null.INSTANCE);
      default -> Optional.empty();
    };
  }

  private static Optional<Json> bool(String text) {
    return switch (text) {
      case "true", "True", "TRUE" -> Optional.of(Json.Bool.TRUE);
      case "false", "False", "FALSE" -> Optional.of(Json.Bool.FALSE);
      default -> Optional.empty();
    };
  }

  /// Decimal numbers of any length, the others in 32 bits.
  private static Optional<Json> integer(String text, Position at) {
    if (DECIMAL.matcher(text).matches()) {
      return Optional.of(Json.of(Double.parseDouble(text)));
    }
    var hex = HEX.matcher(text).matches();
    if (!hex && !OCTAL.matcher(text).matches()) {
      return Optional.empty();
    }
    var digits = text.substring(2).replaceFirst("^0+(?=.)", "");
    var fits =
        hex
            ? digits.length() <= HEX_DIGITS
            : digits.length() < 11 || (digits.length() == 11 && digits.charAt(0) <= '3');
    if (!fits) {
      throw invalid(text, INT, at);
    }
    return Optional.of(Json.of(Integer.parseUnsignedInt(digits, hex ? 16 : 8)));
  }

  private static Optional<Json> real(String text) {
    return switch (text) {
      case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" ->
          Optional.of(Json.of(Double.POSITIVE_INFINITY));
      case "-.inf", "-.Inf", "-.INF" -> Optional.of(Json.of(Double.NEGATIVE_INFINITY));
      case ".nan", ".NaN", ".NAN" -> Optional.of(Json.of(Double.NaN));
      default ->
          REAL.matcher(text).matches()
              ? Optional.of(Json.of(Double.parseDouble(text)))
              : Optional.empty();
    };
  }
}

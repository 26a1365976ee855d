package dev.slipway.local.states.query.intrinsic;

import dev.slipway.local.states.query.intrinsic.Intrinsic.IntrinsicException;
import dev.slipway.model.Json;
import java.util.List;

/// `States.Format`: puts values where `{}` stands.
final class Format {
  private Format() {}

  static String apply(List<Json> arguments) {
    if (!(arguments.getFirst() instanceof Json.Str(var template))) {
      throw new IntrinsicException(
          "Invalid arguments in States.Format: the first argument must be a string");
    }
    var made = new StringBuilder();
    var next = 1;
    for (var i = 0; i < template.length(); i++) {
      var c = template.charAt(i);
      if (c == '\\' && i + 1 < template.length()) {
        made.append(template.charAt(++i));
      } else if (c == '{' && i + 1 < template.length() && template.charAt(i + 1) == '}') {
        if (next >= arguments.size()) {
          throw mismatch();
        }
        made.append(text(arguments.get(next++)));
        i++;
      } else {
        made.append(c);
      }
    }
    if (next != arguments.size()) {
      throw mismatch();
    }
    return made.toString();
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Null _, Json.Bool _, Json.Num _, Json.Arr _, Json.Obj _ -> value.text();
    };
  }

  private static IntrinsicException mismatch() {
    return new IntrinsicException(
        "Invalid arguments in States.Format: there must be one argument for each {}");
  }
}

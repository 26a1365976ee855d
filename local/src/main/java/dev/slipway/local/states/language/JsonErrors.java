package dev.slipway.local.states.language;

import dev.slipway.model.MalformedJsonException;
import java.util.regex.Pattern;

/// How AWS words that a text is no JSON.
public final class JsonErrors {
  private static final Pattern PLACE =
      Pattern.compile("(.*) \\(line (\\d+), column (\\d+)\\)", Pattern.DOTALL);
  private static final Pattern TOKEN =
      Pattern.compile("Unrecognized token '(.*?)'.*", Pattern.DOTALL);
  private static final int SHOWN = 500;

  private JsonErrors() {}

  /// What is wrong, without the place.
  public static String reason(MalformedJsonException e) {
    var message = String.valueOf(e.getMessage());
    var match = PLACE.matcher(message);
    return match.matches() ? match.group(1) : message;
  }

  /// `[Source: (String)"…"; line: 1, column: 4]`; empty when the place is not known.
  static String place(String text, MalformedJsonException e) {
    var match = PLACE.matcher(String.valueOf(e.getMessage()));
    var shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "[truncated]";
    return match.matches()
        ? "[Source: (String)\"%s\"; line: %s, column: %d]"
            .formatted(
                shown, match.group(2), Integer.parseInt(match.group(3)) + read(match.group(1)))
        : "";
  }

  /// A word that is no token has been read when AWS says where it stands.
  private static int read(String reason) {
    var token = TOKEN.matcher(reason);
    return token.matches() ? token.group(1).length() : 0;
  }
}

package dev.slipway.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.regex.Pattern;

/// The text is not JSON, or exceeds a limit of [Json]. Terminal: the same text fails again.
public final class MalformedJsonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /// Where a bracket was opened, in words about the parser's own source.
  private static final Pattern START =
      Pattern.compile(" \\(start marker at .*]\\)", Pattern.DOTALL);

  public MalformedJsonException(String message) {
    super(message);
  }

  static MalformedJsonException from(IOException cause) {
    if (cause instanceof JsonProcessingException jackson && jackson.getLocation() != null) {
      var at = jackson.getLocation();
      return new MalformedJsonException(
          "%s (line %d, column %d)"
              .formatted(
                  START.matcher(jackson.getOriginalMessage()).replaceFirst(""),
                  at.getLineNr(),
                  at.getColumnNr()));
    }
    return new MalformedJsonException(String.valueOf(cause.getMessage()));
  }
}

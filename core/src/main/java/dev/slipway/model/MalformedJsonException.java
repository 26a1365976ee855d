package dev.slipway.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/// The text is not JSON, or exceeds a limit of [Json]. Terminal: the same text fails again.
public final class MalformedJsonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public MalformedJsonException(String message) {
    super(message);
  }

  static MalformedJsonException from(IOException cause) {
    if (cause instanceof JsonProcessingException jackson && jackson.getLocation() != null) {
      var at = jackson.getLocation();
      return new MalformedJsonException(
          "%s (line %d, column %d)"
              .formatted(jackson.getOriginalMessage(), at.getLineNr(), at.getColumnNr()));
    }
    return new MalformedJsonException(String.valueOf(cause.getMessage()));
  }
}

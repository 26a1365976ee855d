package dev.slipway.git;

import java.io.IOException;

/// A connection was about to lead where it may not.
final class ForbiddenAddressException extends IOException {
  private static final long serialVersionUID = 1;

  ForbiddenAddressException(String host) {
    super("%s leads into the platform's own network".formatted(host));
  }
}

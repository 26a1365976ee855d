package dev.slipway.ci.workflow;

/// The document cannot be read on. Terminal, and never leaves the reader.
final class InvalidYamlException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Position at;

  InvalidYamlException(String message, Position at) {
    super(message);
    this.at = at;
  }

  Position at() {
    return at;
  }
}

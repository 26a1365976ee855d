package dev.slipway.local.template;

/// A template holds what this cloud does not know; the message names the stack, the resource and
/// the thing.
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TemplateException(String message) {
    super(message);
  }
}

package dev.slipway.local.store;

/// The store cannot be opened, or the disk takes no more. The message says which and why.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.slipway.local.store;

import org.jspecify.annotations.Nullable;

/// The store cannot be opened, or the disk takes no more. The message says which and why.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

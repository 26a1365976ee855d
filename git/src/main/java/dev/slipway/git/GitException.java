package dev.slipway.git;

import org.jspecify.annotations.Nullable;

/// Git could not do it. Messages never hold credentials.
public final class GitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean retryable;

  private GitException(String message, @Nullable Throwable cause, boolean retryable) {
    super(GitUrl.redact(message), cause);
    this.retryable = retryable;
  }

  /// The server did not answer, or not well: trying later may help.
  static GitException unreachable(String message, Throwable cause) {
    return new GitException(message, cause, true);
  }

  /// Trying again will not help.
  static GitException refused(String message) {
    return new GitException(message, null, false);
  }

  public boolean retryable() {
    return retryable;
  }
}

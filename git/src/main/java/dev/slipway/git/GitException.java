package dev.slipway.git;

import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.jspecify.annotations.Nullable;

/// Git could not do it. Neither the message nor any cause holds credentials.
public final class GitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// How JGit words a server's refusal.
  private static final Pattern REFUSALS =
      Pattern.compile("not authorized|Authentication is required|not permitted");

  private final boolean retryable;

  private GitException(String message, @Nullable Throwable cause, boolean retryable) {
    super(GitUrl.redact(message), cause);
    this.retryable = retryable;
  }

  /// The server did not answer, or not well: trying later may help.
  static GitException unreachable(String message, Throwable cause) {
    return new GitException(message, clean(cause), true);
  }

  /// What JGit stumbled over, told as what it means.
  static GitException of(GitUrl url, Exception cause) {
    var message = "%s cannot be read: %s".formatted(url.shown(), innermost(cause));
    return isFinal(cause) ? refused(message) : unreachable(message, cause);
  }

  /// JGit's outer messages say where, the innermost why.
  private static String innermost(Throwable error) {
    var each = error;
    while (each.getCause() != null) {
      each = each.getCause();
    }
    var message = each.getMessage();
    if (each instanceof UnknownHostException) {
      return "host %s is not known".formatted(message);
    }
    return message == null || message.isBlank() ? each.getClass().getSimpleName() : message;
  }

  /// Whether the server, or we ourselves, said no.
  private static boolean isFinal(Throwable error) {
    for (@Nullable Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof NoRemoteRepositoryException
          || each instanceof RepositoryNotFoundException
          || each instanceof ForbiddenAddressException
          || REFUSALS.matcher(String.valueOf(each.getMessage())).find()) {
        return true;
      }
    }
    return false;
  }

  /// Trying again will not help.
  static GitException refused(String message) {
    return new GitException(message, null, false);
  }

  /// A cause is only kept when it can be shown.
  private static @Nullable Throwable clean(Throwable cause) {
    for (@Nullable Throwable each = cause; each != null; each = each.getCause()) {
      var message = String.valueOf(each.getMessage());
      if (!GitUrl.redact(message).equals(message)) {
        return null;
      }
    }
    return cause;
  }

  public boolean retryable() {
    return retryable;
  }
}

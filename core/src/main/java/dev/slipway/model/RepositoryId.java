package dev.slipway.model;

import java.util.Locale;
import java.util.regex.Pattern;

/// A repository as users name it: `owner/name`. Compared without case, as forges do.
public record RepositoryId(String owner, String name) {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  public RepositoryId {
    if (!isName(owner) || !isName(name)) {
      throw new IllegalArgumentException("\"" + owner + "/" + name + "\" is no repository name");
    }
  }

  /// Names become parts of paths, so the two that mean folders are none.
  private static boolean isName(String part) {
    return PART.matcher(part).matches() && !part.equals(".") && !part.equals("..");
  }

  /// @throws IllegalArgumentException when the text is not `owner/name`
  public static RepositoryId parse(String text) {
    var slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("\"" + text + "\" is not owner/name");
    }
    return new RepositoryId(text.substring(0, slash), text.substring(slash + 1));
  }

  /// Lower case: what stores and queues use as a key.
  public String key() {
    return toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return owner + "/" + name;
  }
}

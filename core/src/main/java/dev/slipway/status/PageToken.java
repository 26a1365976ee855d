package dev.slipway.status;

import dev.slipway.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The opaque token that leads to the next page of one list.
///
/// It holds a position and a checksum over the position and the list's own question; so a token
/// that was typed, cut or taken from another list is refused, and one that was made up on purpose
/// leads to some place in a list that its maker may read anyway.
public final class PageToken {
  private static final int CHECKSUM = 12;

  private final String list;

  private PageToken(String list) {
    this.list = list;
  }

  /// Tokens of a list.
  ///
  /// @param question which list it is, and what is filtered by; not the page's size
  public static PageToken of(List<String> question) {
    return new PageToken(String.join("\u0000", question));
  }

  public String write(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((checksum(position) + position).getBytes(StandardCharsets.UTF_8));
  }

  /// The position, or empty when the token is none of this list's.
  public Optional<String> read(String token) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.length() <= CHECKSUM) {
        return Optional.empty();
      }
      var position = text.substring(CHECKSUM);
      return Optional.of(position).filter(p -> text.startsWith(checksum(p)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private String checksum(String position) {
    return Digest.sha256((list + "\u0000" + position).getBytes(StandardCharsets.UTF_8))
        .hex()
        .substring(0, CHECKSUM);
  }
}

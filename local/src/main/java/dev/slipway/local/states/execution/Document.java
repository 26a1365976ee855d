package dev.slipway.local.states.execution;

import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// JSON that goes from state to state. It keeps its spelling until somebody changes it, and is only
/// parsed when somebody looks inside.
public final class Document {
  public static final Document EMPTY_OBJECT = of(Json.Obj.EMPTY);

  private @Nullable String text;
  private @Nullable Json json;

  private Document(@Nullable String text, @Nullable Json json) {
    this.text = text;
    this.json = json;
  }

  /// @param text JSON
  public static Document of(String text) {
    return new Document(text, null);
  }

  public static Document of(Json json) {
    return new Document(null, json);
  }

  public String text() {
    var known = text;
    if (known == null) {
      known = json().text();
      text = known;
    }
    return known;
  }

  public Json json() {
    var known = json;
    if (known == null) {
      known = Json.parse(text());
      json = known;
    }
    return known;
  }

  /// Whether it takes more than so many bytes of UTF-8.
  public boolean exceeds(int bytes) {
    var all = text();
    return all.length() > bytes
        || (all.length() > bytes / 3 && all.getBytes(StandardCharsets.UTF_8).length > bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Document document && document.text().equals(text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}

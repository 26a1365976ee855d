package dev.slipway.local.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Writes XML element by element, for the protocols that still speak it.
public final class Xml {
  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  public Xml open(String element) {
    text.append('<').append(element).append('>');
    return this;
  }

  /// @param namespace of this element and those in it
  public Xml open(String element, String namespace) {
    text.append('<').append(element).append(" xmlns=\"").append(namespace).append("\">");
    return this;
  }

  public Xml close(String element) {
    text.append("</").append(element).append('>');
    return this;
  }

  public Xml put(String element, String value) {
    open(element);
    escape(value);
    return close(element);
  }

  public Xml put(String element, long value) {
    return put(element, Long.toString(value));
  }

  public Xml put(String element, boolean value) {
    return put(element, Boolean.toString(value));
  }

  /// Nothing for an absent value.
  public Xml put(String element, Optional<String> value) {
    value.ifPresent(present -> put(element, present));
    return this;
  }

  /// XML 1.0 has no form for control characters; AWS writes their numbers all the same.
  private void escape(String value) {
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        default -> {
          if (c < 0x20 && c != '\n' && c != '\t') {
            text.append("&#").append((int) c).append(';');
          } else {
            text.append(c);
          }
        }
      }
    }
  }

  public String text() {
    return text.toString();
  }

  public byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }
}

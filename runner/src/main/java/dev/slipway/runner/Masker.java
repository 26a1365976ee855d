package dev.slipway.runner;

import dev.slipway.model.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Replaces secrets by `***` wherever they appear: as they are, each line of them, and as the
/// encoders of actions/runner's `HostContext.cs` would write them.
final class Masker {
  private static final String MASK = "***";

  /// Shorter encodings would mask ordinary text.
  private static final int SHORTEST_ENCODED = 4;

  private volatile List<String> secrets = List.of();

  /// Masks a value from now on. Blank values are not secrets.
  synchronized void add(String secret) {
    var all =
        new TreeSet<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    all.addAll(secrets);
    for (var line : secret.split("\\R", -1)) {
      addForms(line, all);
    }
    if (secret.strip().contains("\n")) {
      addForms(secret.strip(), all);
    }
    secrets = List.copyOf(all);
  }

  private static void addForms(String secret, Set<String> all) {
    if (secret.isBlank()) {
      return;
    }
    all.add(secret);
    var encoded = new TreeSet<String>();
    for (var shift = 0; shift < 3; shift++) {
      encoded.add(base64(secret, shift));
    }
    encoded.add(json(secret));
    encoded.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
    encoded.add(xml(secret));
    encoded.add(secret.replace("\"", "\\\""));
    encoded.add(secret.replace("'", "''"));
    if (secret.length() > 8 && secret.startsWith("\"") && secret.endsWith("\"")) {
      encoded.add(secret.substring(1, secret.length() - 1));
    }
    encoded.stream().filter(text -> text.length() >= SHORTEST_ENCODED).forEach(all::add);
  }

  /// The part of the Base64 text that is the same whatever stands `shift` bytes before the secret.
  private static String base64(String secret, int shift) {
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= shift) {
      return "";
    }
    var text =
        Base64.getEncoder()
            .withoutPadding()
            .encodeToString(Arrays.copyOfRange(bytes, shift, bytes.length));
    var whole = (bytes.length - shift) % 3 == 0 ? text : text.substring(0, text.length() - 1);
    return whole;
  }

  private static String json(String secret) {
    var text = Json.of(secret).text();
    return text.substring(1, text.length() - 1);
  }

  private static String xml(String secret) {
    return secret
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }

  boolean isEmpty() {
    return secrets.isEmpty();
  }

  /// Whether masking would change the text.
  boolean hides(String text) {
    return secrets.stream().anyMatch(text::contains);
  }

  String mask(String text) {
    var masked = text;
    for (var secret : secrets) {
      if (masked.contains(secret)) {
        masked = masked.replace(secret, MASK);
      }
    }
    return masked;
  }
}

package dev.slipway.runner;

import dev.slipway.model.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// How else a secret may be written: the encoders of actions/runner's `HostContext.cs`, and the
/// escapes of workflow commands.
final class Encodings {
  /// Shorter encodings would mask ordinary text.
  private static final int SHORTEST = 4;

  /// Shorter parts of a secret that PowerShell tears apart are not masked.
  private static final int SHORTEST_SECTION = 6;

  private Encodings() {}

  /// The secret itself and all its encodings.
  static Set<String> of(String secret) {
    var forms = new LinkedHashSet<String>();
    for (var shift = 0; shift < 3; shift++) {
      forms.addAll(base64(secret, shift));
    }
    forms.add(json(secret));
    forms.addAll(percent(secret));
    forms.add(xml(secret));
    forms.add(secret.replace("\"", "\\\""));
    forms.add(secret.replace("'", "''"));
    forms.add(unquoted(secret));
    forms.add(commandData(secret));
    forms.removeIf(form -> form.length() < SHORTEST);
    forms.addAll(powerShellSections(secret));
    forms.add(secret);
    return forms;
  }

  /// The Base64 text, as it ends a text and as it goes on: the last character before the end of a
  /// group of three depends on what follows.
  ///
  /// @param shift how many bytes of the secret belong to a group that began before it
  private static List<String> base64(String secret, int shift) {
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= shift) {
      return List.of();
    }
    var whole = Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, shift, bytes.length));
    var padding = whole.indexOf('=');
    return padding < 0 ? List.of(whole) : List.of(whole, whole.substring(0, padding - 1));
  }

  private static String json(String secret) {
    var text = Json.of(secret).text();
    return text.substring(1, text.length() - 1);
  }

  /// As URIs, as JavaScript's `encodeURIComponent`, and as forms have it.
  private static List<String> percent(String secret) {
    var form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    var script = form.replace("+", "%20").replace("%7E", "~");
    for (var plain : List.of("!", "'", "(", ")")) {
      script = script.replace(URLEncoder.encode(plain, StandardCharsets.UTF_8), plain);
    }
    return List.of(form.replace("+", "%20").replace("%7E", "~").replace("*", "%2A"), script, form);
  }

  private static String xml(String secret) {
    return secret
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }

  private static String unquoted(String secret) {
    return secret.length() > 8 && secret.startsWith("\"") && secret.endsWith("\"")
        ? secret.substring(1, secret.length() - 1)
        : "";
  }

  private static String commandData(String secret) {
    return secret.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /// PowerShell's error messages break a command line at its last `&`, or after `&+` and one more
  /// character, and colour the parts.
  private static Set<String> powerShellSections(String secret) {
    var sections = new LinkedHashSet<String>();
    var plus = secret.indexOf("&+");
    var split = plus >= 0 ? plus + 2 : secret.lastIndexOf('&') + 1;
    if (split > 0) {
      sections.add(secret.substring(0, split));
      sections.add(secret.substring(Math.min(secret.length(), plus >= 0 ? split + 1 : split)));
      sections.removeIf(section -> section.length() < SHORTEST_SECTION);
    }
    return sections;
  }
}

package dev.slipway.local.secrets;

import dev.slipway.local.time.Chance;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import java.util.ArrayList;
import java.util.List;

/// Random passwords, as `GetRandomPassword` and `GenerateSecretString` describe them.
final class Passwords {
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private Passwords() {}

  static String random(Chance chance, Input wanted) {
    var length = wanted.maybeNumber("PasswordLength").orElse(32);
    if (length < 1 || length > 4_096) {
      throw new AwsError(
          400, "InvalidParameterException", "Password length must be between 1 and 4096.");
    }
    var kinds = kinds(wanted);
    if (kinds.isEmpty()) {
      throw new AwsError(
          400,
          "InvalidParameterException",
          "All the characters are excluded; nothing is left for a password.");
    }
    var everything = String.join("", kinds);
    var each = wanted.maybeFlag("RequireEachIncludedType").orElse(true) && length >= kinds.size();
    var characters = new ArrayList<Character>();
    if (each) {
      kinds.forEach(kind -> characters.add(kind.charAt(chance.below(kind.length()))));
    }
    while (characters.size() < length) {
      characters.add(everything.charAt(chance.below(everything.length())));
    }
    var password = new StringBuilder();
    while (!characters.isEmpty()) {
      password.append((char) characters.remove(chance.below(characters.size())));
    }
    return password.toString();
  }

  private static List<String> kinds(Input wanted) {
    var excluded = wanted.maybeText("ExcludeCharacters").orElse("");
    var kinds = new ArrayList<String>();
    if (!wanted.flag("ExcludeLowercase")) {
      kinds.add("abcdefghijklmnopqrstuvwxyz");
    }
    if (!wanted.flag("ExcludeUppercase")) {
      kinds.add("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    }
    if (!wanted.flag("ExcludeNumbers")) {
      kinds.add("0123456789");
    }
    if (!wanted.flag("ExcludePunctuation")) {
      kinds.add(PUNCTUATION);
    }
    if (wanted.flag("IncludeSpace")) {
      kinds.add(" ");
    }
    return kinds.stream()
        .map(kind -> {
          var left = new StringBuilder();
          kind.chars().filter(c -> excluded.indexOf(c) < 0).forEach(c -> left.append((char) c));
          return left.toString();
        })
        .filter(kind -> !kind.isEmpty())
        .toList();
  }
}

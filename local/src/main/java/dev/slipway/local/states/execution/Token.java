package dev.slipway.local.states.execution;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a task gives to whoever will tell its result. It says where the task is; the secret in it
/// keeps others from guessing.
public record Token(long execution, int scope, int generation, String secret) {
  private static final Pattern FORM =
      Pattern.compile("task (\\d{1,18}) (\\d{1,9}) (\\d{1,9}) (\\S+)");

  public String text() {
    var plain = "task %d %d %d %s".formatted(execution, scope, generation, secret);
    return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /// Reads a token; empty when it is none of this cloud's.
  public static Optional<Token> of(String text) {
    try {
      var plain = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
      var match = FORM.matcher(plain);
      return match.matches()
          ? Optional.of(
              new Token(
                  Long.parseLong(match.group(1)),
                  Integer.parseInt(match.group(2)),
                  Integer.parseInt(match.group(3)),
                  match.group(4)))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Whether the scope waits for this token.
  public boolean opens(Scope at) {
    return at.generation() == generation
        && at.phase() instanceof Phase.Calling(var call)
        && call.token().equals(Optional.of(text()));
  }
}

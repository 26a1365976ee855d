package dev.slipway.cli;

/// A command cannot go on. The message is all that the user sees: the thing, the value, the remedy.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exit;

  private Refusal(int exit, String message) {
    super(message);
    this.exit = exit;
  }

  /// The use or the input is wrong: exit 2.
  public static Refusal invalid(String message) {
    return new Refusal(Exit.INVALID, message);
  }

  /// Something outside is missing or does not answer: exit 3.
  public static Refusal environment(String message) {
    return new Refusal(Exit.ENVIRONMENT, message);
  }

  /// It was asked for rightly and did not work out: exit 1.
  public static Refusal failed(String message) {
    return new Refusal(Exit.FAILED, message);
  }

  public int exit() {
    return exit;
  }
}

package dev.slipway.cli;

/// Exit codes of all commands.
public final class Exit {
  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int INVALID = 2;
  public static final int ENVIRONMENT = 3;
  public static final int INTERRUPTED = 130;

  private Exit() {}
}

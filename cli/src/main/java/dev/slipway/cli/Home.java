package dev.slipway.cli;

import java.nio.file.Path;
import java.util.Map;

/// The user's home. Java asks the machine's list of users; whoever sets `HOME` means that.
public final class Home {
  private Home() {}

  public static Path of(Map<String, String> env) {
    var own = env.getOrDefault("HOME", "");
    return Path.of(own.isEmpty() ? System.getProperty("user.home") : own);
  }
}

package dev.slipway.cli.run;

import dev.slipway.cli.Home;
import java.nio.file.Path;
import java.util.Map;

/// The user's cache folder, by the XDG base directory rules.
final class CacheFolder {
  private CacheFolder() {}

  static Path ofUser(Map<String, String> env) {
    var given = env.getOrDefault("XDG_CACHE_HOME", "");
    var base = given.isEmpty() ? Home.of(env).resolve(".cache") : Path.of(given);
    return base.resolve("slipway");
  }
}

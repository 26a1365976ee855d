package dev.slipway.cli.platform;

import java.util.Optional;
import picocli.CommandLine.Option;

/// What every command about a running platform takes.
final class PlatformOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "the platform; default SLIPWAY_URL, else the one on this machine")
  private Optional<String> url = Optional.empty();

  @Option(names = "--json", description = "the API's answer as JSON")
  private boolean json;

  Platform platform() {
    return Platform.find(url, System.getenv());
  }

  boolean isJson() {
    return json;
  }
}

package dev.slipway.cli.up;

import dev.slipway.local.SlipwayCloud;
import dev.slipway.local.store.Store;
import java.nio.file.Path;
import java.util.List;

/// What the launcher's folder holds for a platform: the templates and the built site.
public final class Installed {
  private Installed() {}

  private static Path root() {
    return Path.of(System.getProperty("slipway.root", ".")).toAbsolutePath().normalize();
  }

  static Path launcher() {
    return root().resolve("slipway");
  }

  /// A platform as it is installed here.
  ///
  /// @param parallel how many jobs run at once
  public static SlipwayCloud.Settings settings(
      Path data, int port, int awsPort, int parallel, Store.Durability durability) {
    var snapshots = root().resolve("infra-cdk/snapshots");
    return new SlipwayCloud.Settings(
        data,
        port,
        awsPort,
        List.of(
            snapshots.resolve("slipway-stateful.template.json"),
            snapshots.resolve("slipway-stateless.template.json")),
        root().resolve("site/dist"),
        parallel,
        durability,
        System.getenv());
  }
}

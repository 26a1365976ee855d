package dev.slipway.local.contract;

import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SystemScheduler;
import java.nio.file.Files;
import java.nio.file.Path;

/// Starts every service on a port, for trying clients by hand; the folder is the first argument.
final class Endpoint {
  private Endpoint() {}

  static void main(String[] args) throws Exception {
    var folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("slipway");
    Files.createDirectories(folder);
    try (var scheduler = new SystemScheduler();
        var cloud = new EmbeddedCloud(folder, scheduler, Chance.ofTheMachine())) {
      System.out.println("http://127.0.0.1:" + cloud.port().port());
      Thread.currentThread().join();
    }
  }
}

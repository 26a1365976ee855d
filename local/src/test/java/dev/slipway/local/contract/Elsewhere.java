package dev.slipway.local.contract;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/// Another cloud than the embedded one, where a property asks for it.
final class Elsewhere {
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);

  private Elsewhere() {}

  /// @param open gets what has to be closed afterwards
  static Optional<URI> address(List<AutoCloseable> open) {
    var endpoint = System.getProperty("slipway.contract.endpoint", "");
    if (!endpoint.isEmpty()) {
      return Optional.of(URI.create(endpoint));
    }
    var version = System.getProperty("slipway.contract.localstack", "");
    return version.isEmpty() ? Optional.empty() : Optional.of(localStack(version, open));
  }

  private static URI localStack(String version, List<AutoCloseable> open) {
    Assumptions.assumeTrue(
        run("docker", "info").isPresent(),
        "No Docker answers on this machine, so LocalStack's part of the contract is left out");
    var container =
        run(
                "docker",
                "run",
                "-d",
                "--rm",
                "-p",
                "127.0.0.1::4566",
                "localstack/localstack:" + version)
            .orElseThrow(() -> new IllegalStateException("LocalStack does not start"));
    open.add(() -> run("docker", "rm", "-f", container));
    var port =
        run("docker", "port", container, "4566")
            .orElseThrow(() -> new IllegalStateException("LocalStack has no port"));
    var address = URI.create("http://" + port.lines().findFirst().orElseThrow());
    var end = System.nanoTime() + PATIENCE;
    while (!answers(address)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("LocalStack does not answer at " + address);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }
    return address;
  }

  private static boolean answers(URI address) {
    try {
      var connection =
          (HttpURLConnection) address.resolve("/_localstack/health").toURL().openConnection();
      return connection.getResponseCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  /// What the command printed; nothing when it failed or is not there.
  private static Optional<String> run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

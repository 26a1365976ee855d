package dev.slipway.cli.machine;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.Terminal.Color;
import dev.slipway.cli.platform.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `doctor`: whether this machine has what Slipway needs.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Check this machine; exit 3 when something that is needed is missing.",
    footer = {"", "Example:", "  slipway doctor"})
public final class DoctorCommand implements Callable<Integer> {
  private static final long ENOUGH_DISK = 1L << 30;
  private static final long PATIENCE_SECONDS = 10;

  private final Terminal terminal;
  private final List<Check> checks = new ArrayList<>();

  @Option(
      names = "--aws",
      description = "check the AWS account: credentials, bootstrap, quotas, permissions")
  private boolean aws;

  /// @param remedy what to do when it is not well
  private record Check(String name, State state, String found, String remedy) {}

  private enum State {
    WELL,
    /// Something works less well.
    POOR,
    MISSING
  }

  public DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (aws) {
      throw Refusal.environment(
          "--aws would check the caller (sts get-caller-identity), the CDK bootstrap (ssm parameter"
              + " /cdk-bootstrap/hnb659fds/version), and CodeBuild's concurrency quota, which is 1 on"
              + " new accounts; this version cannot call AWS from here: run those with the aws CLI");
    }
    java();
    program("git", State.MISSING, "install Git 2.20 or newer", "git", "--version");
    program("bash", State.POOR, "steps without a shell fall back to sh", "bash", "--version");
    program("node", State.POOR, "install Node 20 to build the site", "node", "--version");
    disk();
    folder();
    port(8080, "--port");
    port(4566, "--aws-port");
    checks.forEach(this::print);
    return checks.stream().anyMatch(check -> check.state() == State.MISSING)
        ? Exit.ENVIRONMENT
        : Exit.OK;
  }

  private void java() {
    var version = Runtime.version();
    var state = version.feature() >= 25 ? State.WELL : State.MISSING;
    checks.add(new Check("JDK", state, version.toString(), "install a JDK 25"));
  }

  private void program(String name, State without, String remedy, String... command) {
    var found = firstLine(command);
    checks.add(
        new Check(name, found.isPresent() ? State.WELL : without, found.orElse("absent"), remedy));
  }

  private static Optional<String> firstLine(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
          ? text.lines().findFirst()
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void disk() {
    var free = existing(Platform.dataFolder(System.getenv())).toFile().getUsableSpace();
    var state = free >= ENOUGH_DISK ? State.WELL : State.POOR;
    checks.add(new Check("disk", state, (free >> 20) + " MB free", "free at least 1 GB"));
  }

  private void folder() {
    var data = Platform.dataFolder(System.getenv());
    var state = Files.isWritable(existing(data)) ? State.WELL : State.MISSING;
    checks.add(
        new Check("data folder", state, data.toString(), "make it writable, or set SLIPWAY_DATA"));
  }

  private static Path existing(Path folder) {
    var at = folder.toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  private void port(int port, String option) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      checks.add(new Check("port " + socket.getLocalPort(), State.WELL, "free", ""));
    } catch (IOException _) {
      checks.add(
          new Check(
              "port " + port,
              State.POOR,
              "in use",
              "a platform may run already; else choose another with up " + option));
    }
  }

  private void print(Check check) {
    var mark =
        switch (check.state()) {
          case WELL -> terminal.paint(Color.GREEN, "✓");
          case POOR -> terminal.paint(Color.YELLOW, "!");
          case MISSING -> terminal.paint(Color.RED, "✗");
        };
    var remedy = check.state() == State.WELL ? "" : ": " + check.remedy();
    terminal.out().println("%s %s: %s%s".formatted(mark, check.name(), check.found(), remedy));
  }
}

package dev.slipway.cli.up;

import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.Terminal.Color;
import dev.slipway.cli.platform.Platform;
import dev.slipway.cli.run.Folders;
import dev.slipway.cli.run.Interrupts;
import dev.slipway.local.SlipwayCloud;
import dev.slipway.local.StartException;
import dev.slipway.local.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `up`: starts the platform on this machine and serves until it is interrupted.
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Start the platform on this machine: the site and the API on one port, AWS endpoints on another.",
      "",
      "It answers on this machine only. Stopped and started again, it goes on where it was."
    },
    footer = {
      "",
      "Examples:",
      "  slipway up                             on the usual ports and data folder",
      "  slipway up --port 0 --ephemeral        on any free port; nothing is kept",
      "",
      "Exit codes: 3 when it cannot start here, 130 when it was interrupted"
    })
public final class UpCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "of the site and the API; 0: any that is free; default ${DEFAULT-VALUE}")
  private int port = 8080;

  @Option(
      names = "--aws-port",
      paramLabel = "PORT",
      description = "of the AWS endpoints; 0: any that is free; default ${DEFAULT-VALUE}")
  private int awsPort = 4566;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "what survives; default SLIPWAY_DATA, else the user's data folder")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--ephemeral", description = "on a folder that goes when the platform stops")
  private boolean ephemeral;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "jobs at once; default 4 per core, at least 8")
  private Optional<Integer> parallel = Optional.empty();

  @Option(names = "--fsync", description = "survive the loss of power too, at the price of speed")
  private boolean fsync;

  @Option(names = "--no-sample", description = "without the sample repository")
  private boolean noSample;

  public UpCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (ephemeral && data.isPresent()) {
      throw Refusal.invalid("--ephemeral and --data exclude each other");
    }
    var stopped = new CompletableFuture<Integer>();
    Interrupts.listen(stopped::complete);
    var folder = folder();
    try {
      return serve(folder, stopped);
    } finally {
      if (ephemeral) {
        Folders.delete(folder);
      }
    }
  }

  private Path folder() throws IOException {
    return ephemeral
        ? Files.createTempDirectory("slipway-")
        : data.orElseGet(() -> Platform.dataFolder(System.getenv())).toAbsolutePath();
  }

  private int serve(Path folder, CompletableFuture<Integer> stopped) {
    PlatformLog.divert(folder.resolve("slipway.log"));
    try (var cloud = SlipwayCloud.start(settings(folder))) {
      var secretFile = keep(folder.resolve("webhook-secret"), cloud.webhookSecret());
      greet(cloud, folder, secretFile);
      if (!noSample) {
        offerSample(cloud, folder, secretFile);
      }
      terminal.out().println(terminal.paint(Color.DIM, "Ctrl-C stops it."));
      var exit = stopped.join();
      terminal.out().println("Stopping …");
      return exit;
    } catch (StartException e) {
      throw Refusal.environment(String.valueOf(e.getMessage()));
    }
  }

  private SlipwayCloud.Settings settings(Path folder) {
    return Installed.settings(
        folder,
        port,
        awsPort,
        parallel.orElseGet(() -> Math.max(8, 4 * Runtime.getRuntime().availableProcessors())),
        fsync ? Store.Durability.POWER : Store.Durability.PROCESS);
  }

  /// Only this user may read it.
  private static Path keep(Path file, String secret) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, secret);
      return file;
    } catch (IOException e) {
      throw Refusal.environment("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  private void greet(SlipwayCloud cloud, Path folder, Path secretFile) {
    terminal.out().println(terminal.paint(Color.GREEN, "Slipway is ready" + since() + "."));
    terminal.out().println();
    line("Site", cloud.url());
    line("API", cloud.url() + "/api/v1");
    line("Webhooks", "%s/webhooks/github, signed with %s".formatted(cloud.url(), secretFile));
    line(
        "AWS",
        "%s, for clients: eval \"$(%s env)\"".formatted(cloud.awsUrl(), Installed.launcher()));
    line("Data", folder.toString());
    terminal.out().println();
  }

  /// How long the start took, where the machine tells.
  private static String since() {
    var now = InstantSource.system().instant();
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(began -> Duration.between(began, now).toMillis() / 1000.0)
        .map(seconds -> String.format(Locale.ROOT, " after %.1f s", seconds))
        .orElse("");
  }

  private void line(String name, String value) {
    terminal.out().println("  " + terminal.paint(Color.BOLD, String.format("%-9s", name)) + value);
  }

  private void offerSample(SlipwayCloud cloud, Path folder, Path secretFile) {
    try {
      var sample = SampleRepository.create(folder, cloud.url(), secretFile);
      sample.connect(cloud.url());
      terminal.out().println(sample.invitation());
    } catch (Refusal e) {
      terminal.out().println("(no sample repository: %s)".formatted(e.getMessage()));
    }
    terminal.out().println();
  }
}

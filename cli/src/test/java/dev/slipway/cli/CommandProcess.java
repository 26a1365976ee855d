package dev.slipway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts the command line as a process in a Git working copy of its own.
final class CommandProcess {
  private final Path folder;

  /// @param out standard output and standard error
  record Result(int exit, String out) {}

  CommandProcess(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    git("init", "--quiet", "--initial-branch=main");
  }

  CommandProcess file(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  String git(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=Ann", "-c", "user.email=a@b.c"));
    command.addAll(List.of(arguments));
    return end(new ProcessBuilder(command), "").out();
  }

  Result slipway(String... arguments) throws IOException, InterruptedException {
    return end(builder(arguments), "");
  }

  Result slipwayReading(String input, String... arguments)
      throws IOException, InterruptedException {
    return end(builder(arguments), input);
  }

  /// Starts and does not wait; SIGINT has its usual meaning even where the tests' parent ignores
  /// it.
  Process start(String... arguments) throws IOException {
    return cached(builder(arguments)).directory(folder.toFile()).redirectErrorStream(true).start();
  }

  /// The command line as the launcher starts it, without its cache.
  static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "-Dsun.net.httpserver.nodelay=true",
        "-Dslipway.root=" + Path.of("..").toAbsolutePath().normalize(),
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "dev.slipway.cli.Main");
  }

  private static ProcessBuilder builder(String... arguments) {
    var command = new ArrayList<String>();
    if (Files.exists(Path.of("/usr/bin/env")) && System.getProperty("os.name").equals("Linux")) {
      command.addAll(List.of("/usr/bin/env", "--default-signal=INT"));
    }
    command.addAll(java());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().remove("SLIPWAY_URL");
    builder.environment().put("SLIPWAY_DATA", "/nonexistent/slipway");
    return builder;
  }

  /// What one test fetches and stores is nothing to others.
  private ProcessBuilder cached(ProcessBuilder builder) {
    builder.environment().put("XDG_CACHE_HOME", folder.resolve(".git/cache").toString());
    return builder;
  }

  private Result end(ProcessBuilder builder, String input)
      throws IOException, InterruptedException {
    var process = cached(builder).directory(folder.toFile()).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("It did not end: " + out);
    }
    return new Result(process.exitValue(), out);
  }
}

package dev.slipway.cli.bench;

import dev.slipway.cli.run.Folders;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// DynamoDB Local in a process of its own, as its manual starts it. Its licence keeps it out of
/// what is shipped, so Maven brings it for the measure.
final class DynamoDbLocalProcess implements AutoCloseable {
  /// Where it keeps its tables.
  enum Keeping {
    /// As it does by itself; what it acknowledged survives the process, as with us.
    ON_DISK("kept on disk"),
    IN_MEMORY("kept in memory");

    private final String words;

    Keeping(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    private List<String> arguments(Path folder) {
      return switch (this) {
        case ON_DISK -> List.of("-dbPath", folder.toString());
        case IN_MEMORY -> List.of("-inMemory");
      };
    }
  }

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path folder;
  private final Process process;
  private final int port;

  private DynamoDbLocalProcess(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  static DynamoDbLocalProcess start(Path root, Keeping keeping)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("slipway-bench-");
    var classPath = classPath(root, folder);
    var port = freePort();
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsqlite4java.library.path=" + libraries(classPath),
                "-cp",
                classPath,
                "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                "-disableTelemetry",
                "-port",
                Integer.toString(port)));
    command.addAll(keeping.arguments(folder));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    var started = new DynamoDbLocalProcess(folder, process, port);
    started.await();
    return started;
  }

  private static String classPath(Path root, Path folder) throws IOException, InterruptedException {
    var pom = folder.resolve("pom.xml");
    Files.writeString(
        pom,
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <parent>
            <groupId>dev.slipway</groupId>
            <artifactId>slipway</artifactId>
            <version>0.1.0-SNAPSHOT</version>
            <relativePath>%s</relativePath>
          </parent>
          <artifactId>peer</artifactId>
          <packaging>pom</packaging>
          <dependencies>
            <dependency>
              <groupId>com.amazonaws</groupId>
              <artifactId>DynamoDBLocal</artifactId>
            </dependency>
          </dependencies>
        </project>
        """
            .formatted(folder.toRealPath().relativize(root.toRealPath().resolve("pom.xml"))));
    var said = folder.resolve("class-path");
    var maven =
        new ProcessBuilder(
                root.resolve("mvnw").toString(),
                "--quiet",
                "--batch-mode",
                "--file",
                pom.toString(),
                "dependency:build-classpath",
                "-Dmdep.outputFile=" + said)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("maven.log").toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    if (maven.start().waitFor() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("maven.log")));
    }
    return Files.readString(said, StandardCharsets.UTF_8).strip();
  }

  /// Where the native library for this machine is.
  private static Path libraries(String classPath) {
    return List.of(classPath.split(File.pathSeparator)).stream()
        .filter(entry -> entry.contains("libsqlite4java-linux-amd64"))
        .map(entry -> Path.of(entry).resolveSibling(""))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("DynamoDB Local runs on Linux only here"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void await() {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IllegalStateException("DynamoDB Local did not start: " + folder);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private boolean answers() {
    try (var _ = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    LaunchedPlatform.stop(process);
    Folders.delete(folder);
  }
}

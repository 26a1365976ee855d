package dev.slipway.local.tables.oracle;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/// DynamoDB Local in this JVM, in memory, on a port of its own.
public final class DynamoDbLocal implements AutoCloseable {
  private final DynamoDBProxyServer server;
  private final int port;

  private DynamoDbLocal(DynamoDBProxyServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /// Whether there is a native library for this machine; Maven brings it for Linux on x86-64.
  static boolean isPossible() {
    var folder = System.getProperty("sqlite4java.library.path");
    return folder != null
        && Files.isDirectory(Path.of(folder))
        && System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  static DynamoDbLocal start() throws Exception {
    var port = freePort();
    String[] arguments = {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)};
    var server = ServerRunner.createServerFromCommandLineArgs(arguments);
    server.start();
    return new DynamoDbLocal(server, port);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

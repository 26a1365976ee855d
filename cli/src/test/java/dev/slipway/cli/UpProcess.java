package dev.slipway.cli;

import dev.slipway.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// `slipway up` as a process on a data folder.
final class UpProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path data;
  private final Process process;
  private final Path output;
  private final String url;
  private final HttpClient client = HttpClient.newHttpClient();

  private UpProcess(Path data, Process process, Path output) throws IOException {
    this.data = data;
    this.process = process;
    this.output = output;
    var endpoint = data.resolve("endpoint.json");
    until(() -> said().contains("Ctrl-C stops it."));
    this.url = Json.parseObject(Files.readAllBytes(endpoint)).requireString("url");
  }

  static UpProcess start(Path data, String... options) throws IOException {
    Files.createDirectories(data);
    var output = Files.createTempFile(data.getParent(), "up", ".log");
    var command = new ArrayList<String>();
    command.addAll(CommandProcess.java());
    command.addAll(List.of("up", "--port", "0", "--aws-port", "0", "--data", data.toString()));
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    return new UpProcess(data, builder.start(), output);
  }

  String url() {
    return url;
  }

  Path data() {
    return data;
  }

  /// What it printed so far.
  String said() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Json.Obj get(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create(url + path)).build();
      var answer = client.send(request, BodyHandlers.ofByteArray());
      return answer.statusCode() == 200 ? Json.parseObject(answer.body()) : Json.Obj.EMPTY;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Json.Obj await(String path, Predicate<Json.Obj> wanted) {
    var found = new Json.Obj[] {Json.Obj.EMPTY};
    until(() -> {
      found[0] = get(path);
      return wanted.test(found[0]);
    });
    return found[0];
  }

  private void until(java.util.function.BooleanSupplier wanted) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        process.destroyForcibly();
        throw new IllegalStateException("It did not come to it: " + said());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /// As `kill -9`: nothing is closed.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    client.close();
  }

  /// As Ctrl-C in a service manager's way.
  ///
  /// @return the exit code
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("It did not stop: " + said());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    client.close();
  }
}

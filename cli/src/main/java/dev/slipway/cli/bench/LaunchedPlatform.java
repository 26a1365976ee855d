package dev.slipway.cli.bench;

import dev.slipway.cli.platform.Forge;
import dev.slipway.cli.platform.Platform;
import dev.slipway.cli.run.Folders;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A platform started through the launcher on a data folder of its own, with one connected
/// repository.
final class LaunchedPlatform implements AutoCloseable {
  private static final RepositoryId REPOSITORY = RepositoryId.parse("bench/bench");
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/any/aws4_request, SignedHeaders=host,"
          + " Signature=00";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Process process;
  private final double startSeconds;
  private final String url;
  private final String aws;
  private final Forge forge;
  private final HttpClient client = HttpClient.newHttpClient();

  private LaunchedPlatform(Path folder, Process process, long began) throws IOException {
    this.folder = folder;
    this.process = process;
    var endpoint = data(folder).resolve("endpoint.json");
    await(() -> Files.exists(endpoint));
    this.startSeconds = (System.nanoTime() - began) / 1e9;
    var known = Json.parseObject(Files.readAllBytes(endpoint));
    this.url = known.requireString("url");
    this.aws = known.requireString("aws");
    var secret = data(folder).resolve("webhook-secret");
    await(() -> Files.exists(secret) && secret.toFile().length() > 0);
    this.forge = new Forge(url, Files.readString(secret).strip());
  }

  static LaunchedPlatform start(Path launcher) throws IOException, InterruptedException {
    var platform = launch(launcher, Files.createTempDirectory("slipway-bench-"));
    Files.createDirectories(platform.work());
    platform.git("init", "--quiet", "--initial-branch=main");
    platform.commit("README.md", "Measured\n");
    Platform.at(platform.url).connect(REPOSITORY.toString(), platform.work().toString());
    return platform;
  }

  /// `kill -9`, then the launcher again on the same data.
  LaunchedPlatform killedAndStarted(Path launcher) throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    client.close();
    Files.deleteIfExists(data(folder).resolve("endpoint.json"));
    return launch(launcher, folder);
  }

  private static LaunchedPlatform launch(Path launcher, Path folder) throws IOException {
    var began = System.nanoTime();
    var process =
        new ProcessBuilder(
                launcher.toString(),
                "up",
                "--port",
                "0",
                "--aws-port",
                "0",
                "--no-sample",
                "--data",
                data(folder).toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("up.log").toFile())
            .start();
    return new LaunchedPlatform(folder, process, began);
  }

  private static Path data(Path folder) {
    return folder.resolve("data");
  }

  private Path work() {
    return folder.resolve("work");
  }

  double startSeconds() {
    return startSeconds;
  }

  int awsPort() {
    return URI.create(aws).getPort();
  }

  long pid() {
    return process.pid();
  }

  /// The time that its process had a core so far.
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// Writes one file and commits it.
  ///
  /// @return the commit
  String commit(String file, String text) throws IOException, InterruptedException {
    var path = work().resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "Measure");
    return git("rev-parse", "HEAD").strip();
  }

  private String git(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=b", "-c", "user.email=b@b.b"));
    command.addAll(List.of(arguments));
    var git =
        new ProcessBuilder(command).directory(work().toFile()).redirectErrorStream(true).start();
    var said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (git.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + said);
    }
    return said;
  }

  /// Tells of a push to a branch.
  ///
  /// @return the status of the answer
  int push(String branch, String before, String after) throws IOException {
    return forge.tell(new Forge.Push(REPOSITORY, "refs/heads/" + branch, before, after));
  }

  /// Tells of a new branch under a delivery id of one's own.
  int push(String branch, String after, UUID delivery) throws IOException {
    return forge.tell(
        new Forge.Push(REPOSITORY, "refs/heads/" + branch, "0".repeat(40), after),
        delivery.toString());
  }

  /// All runs that are there, newest first.
  List<Json.Obj> runs() throws IOException, InterruptedException {
    var all = new ArrayList<Json.Obj>();
    var page = api("/runs?limit=100");
    while (true) {
      page.array("runs").forEach(run -> all.add((Json.Obj) run));
      var next = page.string("nextToken");
      if (next.isEmpty()) {
        return all;
      }
      page = api("/runs?limit=100&token=" + next.get());
    }
  }

  Json.Obj api(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url + "/api/v1" + path)).build();
    var answer = client.send(request, BodyHandlers.ofByteArray());
    return answer.statusCode() == 200 ? Json.parseObject(answer.body()) : Json.Obj.EMPTY;
  }

  /// Calls an AWS service of the platform, which costs no call of a function.
  Json.Obj aws(String target, Json.Obj body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(aws))
            .header("X-Amz-Target", target)
            .header("Authorization", SIGNED)
            .header("Content-Type", "application/x-amz-json-1.0")
            .POST(BodyPublishers.ofByteArray(body.bytes()))
            .build();
    return Json.parseObject(client.send(request, BodyHandlers.ofByteArray()).body());
  }

  /// How often something was called since the start.
  long billed(String name) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(aws + "/_slipway/bill")).build();
    var bill = Json.parseObject(client.send(request, BodyHandlers.ofByteArray()).body());
    return bill.object("calls").number(name).orElse(0.0).longValue();
  }

  /// Looks every few milliseconds until it is so.
  void await(BooleanSupplier wanted) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IllegalStateException("The platform did not come to it: " + folder);
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  @Override
  public void close() {
    stop(process);
    client.close();
    Folders.delete(folder);
  }

  /// Ends a process and waits until it has.
  static void stop(Process process) {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.slipway.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.local.time.Chance;
import dev.slipway.local.time.SystemScheduler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stock clients, unmodified: boto3 and the AWS CLI, where this machine's Python has them.
class ClientsTest {
  @TempDir Path folder;

  private record Ended(int code, String output) {}

  private static Ended run(Map<String, String> environment, String... command) {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(5, TimeUnit.MINUTES)
          ? new Ended(process.exitValue(), output)
          : new Ended(-1, output);
    } catch (IOException e) {
      return new Ended(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> reaching(EmbeddedCloud cloud) {
    return Map.of(
        "AWS_ENDPOINT_URL",
        cloud.port().client().address().toString(),
        "AWS_ACCESS_KEY_ID",
        "any",
        "AWS_SECRET_ACCESS_KEY",
        "any",
        "AWS_DEFAULT_REGION",
        "us-east-1");
  }

  @Test
  void boto3FindsEverythingAsOnAws() throws Exception {
    assumeTrue(
        run(Map.of(), "python3", "-c", "import boto3").code() == 0,
        "This machine's Python has no boto3, so stock clients are left out");
    var script = folder.resolve("clients.py");
    try (var source = getClass().getResourceAsStream("/contract/clients.py")) {
      Files.write(script, java.util.Objects.requireNonNull(source).readAllBytes());
    }
    try (var scheduler = new SystemScheduler();
        var cloud = new EmbeddedCloud(folder, scheduler, Chance.ofTheMachine())) {
      var ended = run(reaching(cloud), "python3", script.toString());
      assertThat(ended.code()).as(ended.output()).isZero();
    }
  }

  @Test
  void theCommandLineOfAwsWorks() throws Exception {
    assumeTrue(
        run(Map.of(), "aws", "--version").code() == 0,
        "This machine has no AWS CLI, so it is left out");
    var file = Files.writeString(folder.resolve("file.txt"), "hello");
    try (var scheduler = new SystemScheduler();
        var cloud = new EmbeddedCloud(folder, scheduler, Chance.ofTheMachine())) {
      for (var command :
          List.of(
              List.of("sts", "get-caller-identity"),
              List.of("s3", "mb", "s3://cli-bucket"),
              List.of("s3", "cp", file.toString(), "s3://cli-bucket/a/file.txt"),
              List.of("s3", "ls", "s3://cli-bucket/a/"),
              List.of("sqs", "create-queue", "--queue-name", "cli"),
              List.of("ssm", "put-parameter", "--name", "/cli", "--value", "v", "--type", "String"),
              List.of("events", "list-rules"),
              List.of("lambda", "list-functions"),
              List.of("codebuild", "list-projects"),
              List.of("scheduler", "list-schedules"))) {
        var address = cloud.port().client().address().toString();
        var line = new java.util.ArrayList<>(List.of("aws", "--endpoint-url", address));
        line.addAll(command);
        var ended = run(reaching(cloud), line.toArray(String[]::new));
        assertThat(ended.code()).as("%s: %s", command, ended.output()).isZero();
      }
    }
  }
}

package dev.slipway.cli.platform;

import dev.slipway.cli.Exit;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.Terminal;
import dev.slipway.cli.file.WorkflowFiles;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `deliver`: what a post-receive hook calls, to tell a platform of a push as GitHub would. Reads
/// `old new ref` lines.
@Command(name = "deliver", hidden = true, description = "Tell a platform of a push.")
public final class DeliverCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--url", required = true, description = "the platform")
  private String url = "";

  @Option(names = "--repo", required = true, paramLabel = "OWNER/NAME", description = "of the push")
  private String repository = "";

  @Option(names = "--secret-file", required = true, description = "holds the webhook secret")
  private Path secretFile = Path.of("");

  public DeliverCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var parts = line.strip().split(" ", 3);
      if (parts.length == 3) {
        deliver(push(parts[0], parts[1], parts[2]));
        terminal.out().println("slipway: told %s of %s".formatted(url, parts[2]));
      }
    }
    return Exit.OK;
  }

  private byte[] push(String before, String after, String ref) {
    var id = RepositoryId.parse(repository);
    return Json.object()
        .put("ref", ref)
        .put("before", before)
        .put("after", after)
        .put("deleted", after.equals("0".repeat(40)))
        .put(
            "repository",
            Json.object()
                .put("name", id.name())
                .put("full_name", id.toString())
                .put("owner", Json.object().put("login", id.owner()).build())
                .put("default_branch", "main")
                .build())
        .put("sender", Json.object().put("login", System.getProperty("user.name", "you")).build())
        .build()
        .text()
        .getBytes(StandardCharsets.UTF_8);
  }

  private void deliver(byte[] body) throws IOException {
    var to = URI.create(url + "/webhooks/github").toURL();
    var connection = (HttpURLConnection) to.openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("X-GitHub-Event", "push");
    connection.setRequestProperty("X-GitHub-Delivery", UUID.randomUUID().toString());
    connection.setRequestProperty("X-Hub-Signature-256", "sha256=" + signature(body));
    try (var out = connection.getOutputStream()) {
      out.write(body);
    }
    if (connection.getResponseCode() >= 300) {
      throw Refusal.failed("the platform answered %d".formatted(connection.getResponseCode()));
    }
  }

  private String signature(byte[] body) {
    var secret = WorkflowFiles.text(secretFile).strip().getBytes(StandardCharsets.UTF_8);
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}

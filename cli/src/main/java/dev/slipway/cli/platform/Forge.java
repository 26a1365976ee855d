package dev.slipway.cli.platform;

import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tells a platform of pushes as GitHub would, for repositories that have no forge.
///
/// @param url the platform
/// @param secret the webhook secret
public record Forge(String url, String secret) {
  /// A branch or tag moved.
  ///
  /// @param before the commit that it was on, 40 zeros for none
  /// @param after the commit that it is on, 40 zeros when it was deleted
  public record Push(RepositoryId repository, String ref, String before, String after) {
    private byte[] body() {
      return Json.object()
          .put("ref", ref)
          .put("before", before)
          .put("after", after)
          .put("deleted", after.equals("0".repeat(40)))
          .put(
              "repository",
              Json.object()
                  .put("name", repository.name())
                  .put("full_name", repository.toString())
                  .put("owner", Json.object().put("login", repository.owner()).build())
                  .put("default_branch", "main")
                  .build())
          .put("sender", Json.object().put("login", System.getProperty("user.name", "you")).build())
          .build()
          .bytes();
    }
  }

  /// @return the status of the answer, 202 when the delivery was accepted
  /// @throws IOException when the platform does not answer
  public int tell(Push push) throws IOException {
    return tell(push, UUID.randomUUID().toString());
  }

  /// Tells of it under a delivery id of one's own; the same id again is the same delivery.
  public int tell(Push push, String delivery) throws IOException {
    var body = push.body();
    var to = URI.create(url + "/webhooks/github").toURL();
    var connection = (HttpURLConnection) to.openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("X-GitHub-Event", "push");
    connection.setRequestProperty("X-GitHub-Delivery", delivery);
    connection.setRequestProperty("X-Hub-Signature-256", "sha256=" + signature(body));
    try (var out = connection.getOutputStream()) {
      out.write(body);
    }
    var status = connection.getResponseCode();
    if (status < 400) {
      // Read to the end, so that the connection is used again.
      try (var in = connection.getInputStream()) {
        in.readAllBytes();
      }
    }
    return status;
  }

  private String signature(byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}

package dev.slipway.runner.protocol;

import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Tokens that say which job asks, signed by a key that lives as long as the job. Who trusts this
/// machine can check them while the job runs, at the addresses of OpenID Connect.
final class IdTokens {
  private static final Duration VALID = Duration.ofMinutes(5);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Json.Obj github;
  private final Optional<String> environment;
  private final String issuer;
  private final InstantSource clock;
  private final Secrets secrets;
  private Optional<KeyPair> keys = Optional.empty();

  /// @param github the context, of which claims are made
  /// @param environment of the job
  IdTokens(
      Json.Obj github,
      Optional<String> environment,
      String issuer,
      InstantSource clock,
      Secrets secrets) {
    this.github = github;
    this.environment = environment;
    this.issuer = issuer;
    this.clock = clock;
    this.secrets = secrets;
  }

  /// A token for an audience; without one it is the owner's address.
  Answer token(Request request) {
    var audience =
        Optional.ofNullable(request.query().get("audience"))
            .filter(text -> !text.isEmpty())
            .orElseGet(() -> text("server_url") + "/" + text("repository_owner"));
    return Answer.ok(Json.object().put("value", signed(claims(audience))).build());
  }

  private String text(String member) {
    return github.string(member).orElse("");
  }

  private Json.Obj claims(String audience) {
    var now = clock.instant();
    var claims =
        Json.object()
            .put("jti", secrets.random())
            .put("sub", subject())
            .put("aud", audience)
            .put("iss", issuer)
            .put("iat", (double) now.getEpochSecond())
            .put("nbf", (double) now.getEpochSecond())
            .put("exp", (double) now.plus(VALID).getEpochSecond())
            .put("runner_environment", "self-hosted");
    for (var name :
        List.of(
            "ref",
            "sha",
            "repository",
            "repository_owner",
            "repository_id",
            "run_id",
            "run_number",
            "run_attempt",
            "actor",
            "actor_id",
            "workflow",
            "head_ref",
            "base_ref",
            "event_name",
            "ref_type",
            "workflow_ref",
            "workflow_sha")) {
      claims.put(name, text(name));
    }
    claims.put("job_workflow_ref", text("workflow_ref"));
    claims.put("job_workflow_sha", text("workflow_sha"));
    environment.ifPresent(name -> claims.put("environment", name));
    return claims.build();
  }

  /// As GitHub's manual composes it.
  private String subject() {
    var repository = "repo:" + text("repository");
    if (environment.isPresent()) {
      return repository + ":environment:" + environment.get().replace(":", "%3A");
    }
    return text("event_name").equals("pull_request")
        ? repository + ":pull_request"
        : repository + ":ref:" + text("ref");
  }

  private String signed(Json.Obj claims) {
    var header = Json.object().put("typ", "JWT").put("alg", "RS256").put("kid", "job").build();
    var text = encoded(header.bytes()) + "." + encoded(claims.bytes());
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys().getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + encoded(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java signs with RSA", e);
    }
  }

  private static String encoded(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }

  private synchronized KeyPair keys() throws GeneralSecurityException {
    if (keys.isEmpty()) {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = Optional.of(generator.generateKeyPair());
    }
    return keys.get();
  }

  Answer configuration() {
    return Answer.ok(
        Json.object()
            .put("issuer", issuer)
            .put("jwks_uri", issuer + "/.well-known/jwks")
            .put("subject_types_supported", Json.strings(List.of("public")))
            .put("response_types_supported", Json.strings(List.of("id_token")))
            .put("id_token_signing_alg_values_supported", Json.strings(List.of("RS256")))
            .build());
  }

  Answer publicKeys() {
    try {
      var key = (RSAPublicKey) keys().getPublic();
      return Answer.ok(
          Json.object()
              .put(
                  "keys",
                  Json.array(
                      List.of(
                          Json.object()
                              .put("kty", "RSA")
                              .put("use", "sig")
                              .put("alg", "RS256")
                              .put("kid", "job")
                              .put("n", encoded(unsigned(key.getModulus().toByteArray())))
                              .put("e", encoded(key.getPublicExponent().toByteArray()))
                              .build())))
              .build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java makes RSA keys", e);
    }
  }

  /// Without the byte that only holds a sign.
  private static byte[] unsigned(byte[] number) {
    return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
  }
}

package dev.slipway.local.secrets;

import dev.slipway.local.store.Store;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.h2.mvstore.MVMap;

/// Secrets Manager: secrets with their current and previous value.
public final class Secrets implements JsonService {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final Store store;
  private final MVMap<String, byte[]> secrets;
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;
  private final String prefix;

  public Secrets(Store store, InstantSource clock, String region, String account) {
    this.store = store;
    this.secrets = store.map("secrets.values");
    this.clock = clock;
    this.prefix = "arn:aws:secretsmanager:%s:%s:secret:".formatted(region, account);
  }

  @Override
  public String targetPrefix() {
    return "secretsmanager";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.1";
  }

  /// Makes a secret of random letters and digits, unless it is there.
  ///
  /// @return its ARN
  public String generate(String name, int length) {
    if (!secrets.containsKey(name)) {
      var value = new StringBuilder();
      for (var i = 0; i < length; i++) {
        value.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      write(name, value.toString(), Optional.empty());
    }
    return prefix + name;
  }

  /// The current value of the only secret whose name begins so.
  public String valueOf(String beginning) {
    return secrets.keySet().stream()
        .filter(name -> name.startsWith(beginning))
        .map(name -> read(name).requireString("AWSCURRENT"))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public byte[] call(String operation, byte[] body) {
    var request = Json.parseObject(body);
    return switch (operation) {
      case "GetSecretValue" -> get(request).bytes();
      case "PutSecretValue" -> put(request).bytes();
      case "DescribeSecret" -> describe(name(request)).bytes();
      case "ListSecrets" ->
          Json.object()
              .put("SecretList", Json.array(secrets.keySet().stream().map(this::describe).toList()))
              .build()
              .bytes();
      default ->
          throw new AwsError(
              400,
              "UnknownOperationException",
              "The local Secrets Manager does not know " + operation);
    };
  }

  private Json.Obj get(Json.Obj request) {
    var name = name(request);
    var secret = read(name);
    var stage = request.string("VersionStage").orElse("AWSCURRENT");
    var value =
        secret
            .string(stage)
            .orElseThrow(() ->
                new AwsError(
                    400,
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret value for staging label: "
                        + stage));
    return named(name)
        .put("SecretString", value)
        .put("VersionId", secret.requireString("version"))
        .put("VersionStages", Json.strings(java.util.List.of(stage)))
        .put("CreatedDate", secret.requireNumber("at"))
        .build();
  }

  private Json.Obj put(Json.Obj request) {
    var name = name(request);
    var before = read(name).string("AWSCURRENT");
    write(name, request.requireString("SecretString"), before);
    return named(name)
        .put("VersionId", read(name).requireString("version"))
        .put("VersionStages", Json.strings(java.util.List.of("AWSCURRENT")))
        .build();
  }

  private Json.Obj describe(String name) {
    return named(name).put("CreatedDate", read(name).requireNumber("at")).build();
  }

  private Json.Builder named(String name) {
    return Json.object().put("ARN", prefix + name).put("Name", name);
  }

  private String name(Json.Obj request) {
    var id = request.requireString("SecretId");
    var name = id.startsWith(prefix) ? id.substring(prefix.length()) : id;
    read(name);
    return name;
  }

  private Json.Obj read(String name) {
    var known = secrets.get(name);
    if (known == null) {
      throw new AwsError(
          400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    return Json.parseObject(known);
  }

  private void write(String name, String value, Optional<String> before) {
    var secret =
        Json.object()
            .put("AWSCURRENT", value)
            .put("AWSPREVIOUS", before)
            .put("version", UUID.randomUUID().toString())
            .put("at", clock.millis() / 1000.0)
            .build();
    store.write(() -> secrets.put(name, secret.bytes()));
  }
}

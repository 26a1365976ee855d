package dev.slipway.local.secrets;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Secrets Manager: secrets, the versions of their values, and the stages at which these stand.
public final class Secrets implements JsonService {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int MAX_VALUE = 65_536;

  private final SecretMap map;
  private final SecretReads reads;
  private final Chance chance;
  private final InstantSource clock;

  public Secrets(Store store, InstantSource clock, Chance chance, String region, String account) {
    this.clock = clock;
    this.chance = chance;
    this.map =
        new SecretMap(store, "arn:aws:secretsmanager:%s:%s:secret:".formatted(region, account));
    this.reads = new SecretReads(map);
  }

  @Override
  public String targetPrefix() {
    return "secretsmanager";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.1";
  }

  /// Makes a secret as a template says, unless it is there.
  ///
  /// @param wanted how its random value shall be, as `GenerateSecretString` says
  /// @return its ARN
  public String generate(String name, Json.Obj wanted) {
    var known = map.find(name);
    if (known.isPresent()) {
      return known.get().arn();
    }
    var password = Passwords.random(chance, new Input(wanted));
    var template = wanted.string("SecretStringTemplate");
    var key = wanted.string("GenerateStringKey");
    var value =
        template.isPresent() && key.isPresent()
            ? ((Json.Obj) Json.parse(template.get())).with(key.get(), Json.of(password)).text()
            : password;
    var request = Json.object().put("Name", name).put("SecretString", value).build();
    return create(new Input(request)).requireString("ARN");
  }

  /// The current value of the only secret whose name begins so.
  public String valueOf(String beginning) {
    return map.names().stream()
        .filter(name -> name.startsWith(beginning))
        .flatMap(name -> map.find(name).stream())
        .flatMap(secret -> secret.versionAt(Secret.CURRENT).map(secret.versions()::get).stream())
        .map(version -> version.value().requireString("SecretString"))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public byte[] call(String operation, byte[] body) {
    var request = Input.of(body);
    var answer =
        switch (operation) {
          case "CreateSecret" -> create(request);
          case "GetSecretValue" -> reads.value(request);
          case "BatchGetSecretValue" -> reads.values(request);
          case "PutSecretValue" -> put(request);
          case "UpdateSecret" -> update(request);
          case "UpdateSecretVersionStage" -> move(request);
          case "ListSecretVersionIds" -> reads.versions(request);
          case "DescribeSecret" -> SecretDocuments.description(map.require(request));
          case "ListSecrets" -> reads.list(request);
          case "DeleteSecret" -> delete(request);
          case "RestoreSecret" ->
              SecretMap.named(map.change(request, secret -> secret.deleted(Optional.empty())))
                  .build();
          case "TagResource", "UntagResource" -> tag(request);
          case "GetResourcePolicy" -> SecretMap.named(map.require(request)).build();
          case "GetRandomPassword" ->
              Json.object().put("RandomPassword", Passwords.random(chance, request)).build();
          default -> throw AwsError.unknownOperation(operation);
        };
    return answer.bytes();
  }

  private double now() {
    return clock.millis() / 1000.0;
  }

  private Optional<Json.Obj> given(Input request) {
    var text = request.maybeText("SecretString");
    var binary = request.maybeText("SecretBinary");
    if (text.isPresent() && binary.isPresent()) {
      throw invalid("You can't specify both a binary secret value and a string secret value.");
    }
    text.or(() -> binary)
        .filter(value -> value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE)
        .ifPresent(_ -> {
          throw invalid("The secret value exceeds 65536 bytes.");
        });
    return text.map(value -> Json.object().put("SecretString", value).build())
        .or(() -> binary.map(value -> Json.object().put("SecretBinary", value).build()));
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "InvalidParameterException", message);
  }

  private Json.Obj create(Input request) {
    var name = request.text("Name");
    if (!name.matches("[a-zA-Z0-9/_+=.@-]{1,512}")) {
      throw new AwsError(
          400,
          "ValidationException",
          "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
              + " following: -/_+=.@!");
    }
    var value = given(request);
    return map.write(() -> {
      var known = map.find(name);
      if (known.isPresent()) {
        throw new AwsError(
            400,
            known.get().deleted().isPresent()
                ? "InvalidRequestException"
                : "ResourceExistsException",
            "The operation failed because the secret %s already exists.".formatted(name));
      }
      var tags = new TreeMap<String, String>();
      request.parts("Tags").forEach(tag -> tags.put(tag.text("Key"), tag.text("Value")));
      var id = request.maybeText("ClientRequestToken").orElseGet(chance::uuid);
      Map<String, Secret.Version> versions = new LinkedHashMap<>();
      value.ifPresent(
          one -> versions.put(id, new Secret.Version(one, now(), List.of(Secret.CURRENT))));
      var secret =
          new Secret(
              name,
              map.prefix() + name + "-" + chance.text(LETTERS, 6),
              request.maybeText("Description"),
              request.maybeText("KmsKeyId"),
              tags,
              now(),
              now(),
              Optional.empty(),
              versions);
      map.keep(secret);
      return SecretMap.named(secret)
          .put("VersionId", Optional.of(id).filter(_ -> value.isPresent()))
          .build();
    });
  }

  private Json.Obj put(Input request) {
    var value =
        given(request)
            .orElseThrow(() -> invalid("You must provide either SecretString or SecretBinary."));
    var _ = map.alive(request);
    var id = request.maybeText("ClientRequestToken").orElseGet(chance::uuid);
    var stages = request.texts("VersionStages");
    var secret = map.change(request, known -> added(known, id, value, stages));
    var version = java.util.Objects.requireNonNull(secret.versions().get(id));
    return SecretMap.named(secret)
        .put("VersionId", id)
        .put("VersionStages", Json.strings(version.stages()))
        .build();
  }

  /// The same token with the same value is the same request again.
  private Secret added(Secret known, String id, Json.Obj value, List<String> stages) {
    var before = known.versions().get(id);
    if (before != null) {
      if (!before.value().equals(value)) {
        throw new AwsError(
            400,
            "ResourceExistsException",
            "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s."
                .formatted(id, known.arn()));
      }
      return known;
    }
    var versions = new LinkedHashMap<>(known.versions());
    versions.put(id, new Secret.Version(value, now(), List.of()));
    var next = known.with(versions, now());
    for (var stage : stages.isEmpty() ? List.of(Secret.CURRENT) : stages) {
      next = next.move(stage, Optional.of(id), now());
    }
    return next;
  }

  private Json.Obj update(Input request) {
    var value = given(request);
    var _ = map.alive(request);
    var id = request.maybeText("ClientRequestToken").orElseGet(chance::uuid);
    var secret =
        map.change(
            request,
            known -> {
              var next =
                  known.described(
                      request.maybeText("Description"), request.maybeText("KmsKeyId"), now());
              return value.isPresent() ? added(next, id, value.get(), List.of()) : next;
            });
    return SecretMap.named(secret)
        .put("VersionId", Optional.of(id).filter(_ -> value.isPresent()))
        .build();
  }

  private Json.Obj move(Input request) {
    var stage = request.text("VersionStage");
    var to = request.maybeText("MoveToVersionId");
    var from = request.maybeText("RemoveFromVersionId");
    var secret =
        map.change(
            request,
            known -> {
              var holder = known.versionAt(stage);
              to.filter(id -> !known.versions().containsKey(id))
                  .ifPresent(id -> {
                    throw new AwsError(
                        400,
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret version: " + id);
                  });
              if (holder.isPresent() && !holder.equals(from) && !holder.equals(to)) {
                throw invalid(
                    "The parameter RemoveFromVersionId can't be empty. Staging label %s is currently attached to version %s, so you must explicitly reference that version in RemoveFromVersionId."
                        .formatted(stage, holder.get()));
              }
              if (to.isEmpty() && stage.equals(Secret.CURRENT)) {
                throw invalid("You can only move staging label AWSCURRENT to a different version.");
              }
              return known.move(stage, to, now());
            });
    return SecretMap.named(secret).build();
  }

  /// Without a recovery window the secret goes at once; with one it can be restored.
  private Json.Obj delete(Input request) {
    var force = request.flag("ForceDeleteWithoutRecovery");
    var days = request.maybeNumber("RecoveryWindowInDays");
    if (force && days.isPresent()) {
      throw invalid(
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    if (days.filter(window -> window < 7 || window > 30).isPresent()) {
      throw invalid("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    var window = Duration.ofDays(force ? 0 : days.orElse(30));
    var date = now() + window.toSeconds();
    var secret = map.change(request, known -> known.deleted(Optional.of(date)));
    if (force) {
      map.remove(secret);
    }
    return SecretMap.named(secret).put("DeletionDate", date).build();
  }

  private Json.Obj tag(Input request) {
    var _ =
        map.change(
            request,
            known -> {
              var tags = new TreeMap<>(known.tags());
              request.parts("Tags").forEach(tag -> tags.put(tag.text("Key"), tag.text("Value")));
              request.texts("TagKeys").forEach(tags::remove);
              return known.tagged(tags);
            });
    return Json.Obj.EMPTY;
  }
}

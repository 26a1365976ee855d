package dev.slipway.local.secrets;

import dev.slipway.local.store.Store;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.h2.mvstore.MVMap;

/// Where secrets are kept.
final class SecretMap {
  private final Store store;
  private final MVMap<String, byte[]> secrets;
  private final String prefix;

  /// @param prefix of ARNs
  SecretMap(Store store, String prefix) {
    this.store = store;
    this.secrets = store.map("secrets.secrets");
    this.prefix = prefix;
  }

  String prefix() {
    return prefix;
  }

  Set<String> names() {
    return secrets.keySet();
  }

  Optional<Secret> find(String name) {
    return Optional.ofNullable(secrets.get(name)).map(bytes -> Secret.read(name, bytes));
  }

  void keep(Secret secret) {
    secrets.put(secret.name(), secret.json().bytes());
  }

  /// By name, by ARN, or by an ARN without its last letters.
  Secret require(String id) {
    return find(id)
        .or(() -> find(id.startsWith(prefix) ? id.substring(prefix.length()) : ""))
        .or(() -> find(id.startsWith(prefix) ? withoutEnd(id.substring(prefix.length())) : ""))
        .orElseThrow(() ->
            new AwsError(
                400,
                "ResourceNotFoundException",
                "Secrets Manager can't find the specified secret."));
  }

  private static String withoutEnd(String name) {
    return name.replaceFirst("-[A-Za-z0-9]{6}$", "");
  }

  Secret require(Input request) {
    return require(request.text("SecretId"));
  }

  Secret alive(Input request) {
    var secret = require(request);
    if (secret.deleted().isPresent()) {
      throw new AwsError(
          400,
          "InvalidRequestException",
          "You can't perform this operation on the secret because it was marked for deletion.");
    }
    return secret;
  }

  static Json.Builder named(Secret secret) {
    return Json.object().put("ARN", secret.arn()).put("Name", secret.name());
  }

  Secret change(Input request, UnaryOperator<Secret> change) {
    return write(() -> {
      var next = change.apply(require(request)).trimmed();
      keep(next);
      return next;
    });
  }

  void remove(Secret secret) {
    write(() -> secrets.remove(secret.name()));
  }

  /// Changes come one after another.
  <T> T write(Supplier<T> change) {
    return store.write(() -> {
      synchronized (this) {
        return change.get();
      }
    });
  }
}

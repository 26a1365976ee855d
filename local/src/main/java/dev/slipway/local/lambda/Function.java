package dev.slipway.local.lambda;

import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/// A function that was deployed: its versions and aliases, and how many of its calls run.
final class Function {
  static final String LATEST = "$LATEST";

  private final LambdaFunctions.Definition definition;
  private final Environments environments;
  private final ConcurrentSkipListSet<Integer> versions = new ConcurrentSkipListSet<>();
  private final Map<String, String> aliases = new ConcurrentSkipListMap<>();
  private final AtomicInteger running = new AtomicInteger();
  private volatile Optional<Integer> reserved;
  private volatile InvokeConfig config = InvokeConfig.USUAL;

  Function(LambdaFunctions.Definition definition, Environments environments) {
    this.definition = definition;
    this.environments = environments;
    this.reserved = definition.reserved();
  }

  LambdaFunctions.Definition definition() {
    return definition;
  }

  Environments environments() {
    return environments;
  }

  /// All versions here are the same code.
  void publish(int version) {
    versions.add(version);
  }

  void alias(String name, String version) {
    aliases.put(name, version);
  }

  ConcurrentSkipListSet<Integer> versions() {
    return versions;
  }

  Map<String, String> aliases() {
    return new TreeMap<>(aliases);
  }

  /// The version that a qualifier stands for.
  Optional<String> version(String qualifier) {
    if (qualifier.equals(LATEST)) {
      return Optional.of(LATEST);
    }
    var alias = aliases.get(qualifier);
    if (alias != null) {
      return Optional.of(alias);
    }
    return versions.stream().map(String::valueOf).filter(qualifier::equals).findFirst();
  }

  Optional<Integer> reserved() {
    return reserved;
  }

  void reserve(Optional<Integer> calls) {
    reserved = calls;
  }

  InvokeConfig config() {
    return config;
  }

  void configure(InvokeConfig next) {
    config = next;
  }

  /// @throws AwsError when as many calls run as are allowed
  void enter() {
    var now = running.incrementAndGet();
    if (reserved.filter(most -> now > most).isPresent()) {
      running.decrementAndGet();
      throw tooMany("ReservedFunctionConcurrentInvocationLimitExceeded");
    }
  }

  void leave() {
    running.decrementAndGet();
  }

  static AwsError tooMany(String reason) {
    return new AwsError(
        429,
        "TooManyRequestsException",
        "Rate Exceeded.",
        Json.object().put("Reason", reason).put("Type", "User").build());
  }
}

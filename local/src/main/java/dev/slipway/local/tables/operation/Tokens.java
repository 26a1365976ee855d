package dev.slipway.local.tables.operation;

import dev.slipway.local.store.Store;
import dev.slipway.local.tables.request.Request;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.h2.mvstore.MVMap;

/// The tokens of transactions that were made in the last ten minutes: one that comes again with the
/// same request is not made again.
public final class Tokens {
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final InstantSource clock;

  /// By token: the millisecond and the digest of the request.
  private final MVMap<String, String> made;

  public Tokens(Store store, InstantSource clock) {
    this.clock = clock;
    this.made = store.map("tables.tokens");
  }

  /// @throws AwsError when the token was used for another request
  boolean isRepeated(Request request) {
    var known = request.text("ClientRequestToken").map(made::get);
    if (known.isEmpty() || isOld(known.get())) {
      return false;
    }
    if (!known.get().endsWith(" " + digest(request))) {
      throw new AwsError(
          400,
          "IdempotentParameterMismatchException",
          "The request uses the same client token as a previous, but non-identical request.");
    }
    return true;
  }

  /// A part of the change that the token stands for.
  void remember(Request request) {
    request
        .text("ClientRequestToken")
        .ifPresent(token -> {
          made.values().stream().filter(this::isOld).findFirst().ifPresent(_ -> forgetOld());
          made.put(token, clock.millis() + " " + digest(request));
        });
  }

  private void forgetOld() {
    for (var token : made.keySet().toArray(String[]::new)) {
      var known = made.get(token);
      if (known != null && isOld(known)) {
        made.remove(token);
      }
    }
  }

  private boolean isOld(String known) {
    var millis = Long.parseLong(known.substring(0, known.indexOf(' ')));
    return clock.millis() - millis > KEPT.toMillis();
  }

  /// How the answer looks does not count.
  private static String digest(Request request) {
    var items = Json.array(request.json().array("TransactItems")).text();
    return Digest.sha256(items.getBytes(StandardCharsets.UTF_8)).hex();
  }
}

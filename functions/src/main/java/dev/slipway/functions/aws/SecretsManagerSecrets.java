package dev.slipway.functions.aws;

import dev.slipway.functions.aws.Aws.Service;
import dev.slipway.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// One secret with its previous value, read again every five minutes.
public final class SecretsManagerSecrets {
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Aws aws;
  private final String arn;
  private volatile Cached cached = new Cached(List.of(), Instant.MIN);

  private record Cached(List<String> values, Instant until) {}

  public SecretsManagerSecrets(Aws aws, String arn) {
    this.aws = aws;
    this.arn = arn;
  }

  /// The current value first, then the previous one where a rotation left it.
  public List<String> values() {
    var known = cached;
    if (aws.clock().instant().isBefore(known.until())) {
      return known.values();
    }
    var values = Stream.of("AWSCURRENT", "AWSPREVIOUS").flatMap(this::value).toList();
    cached = new Cached(values, aws.clock().instant().plus(FRESH));
    return values;
  }

  public String current() {
    return values().getFirst();
  }

  private Stream<String> value(String stage) {
    try {
      var answer =
          aws.call(
              Service.SECRETS,
              "GetSecretValue",
              Json.object().put("SecretId", arn).put("VersionStage", stage).build());
      return answer.string("SecretString").stream();
    } catch (AwsException e) {
      if (e.is("ResourceNotFoundException") && stage.equals("AWSPREVIOUS")) {
        return Stream.empty();
      }
      throw e;
    }
  }
}

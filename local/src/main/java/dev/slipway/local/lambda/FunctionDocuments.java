package dev.slipway.local.lambda;

import dev.slipway.model.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How Lambda's API describes functions.
final class FunctionDocuments {
  private static final String NEVER_CHANGED = "2026-01-01T00:00:00.000+0000";

  private final LambdaFunctions functions;
  private final String account;

  FunctionDocuments(LambdaFunctions functions, String account) {
    this.functions = functions;
    this.account = account;
  }

  Json.Obj configuration(Function function, String version) {
    var definition = function.definition();
    var latest = version.equals(Function.LATEST);
    return Json.object()
        .put("FunctionName", definition.name())
        .put("FunctionArn", functions.arn(definition.name() + (latest ? "" : ":" + version)))
        .put("Runtime", "java25")
        .put("Role", "arn:aws:iam::%s:role/%s".formatted(account, definition.name()))
        .put("Handler", definition.handler())
        .put("CodeSize", 0)
        .put("Description", "")
        .put("Timeout", (double) definition.timeout().toSeconds())
        .put("MemorySize", definition.memory())
        .put("LastModified", NEVER_CHANGED)
        .put("Version", version)
        .put(
            "Environment",
            Json.object().put("Variables", Json.strings(definition.environment())).build())
        .put("TracingConfig", Json.object().put("Mode", "PassThrough").build())
        .put("State", "Active")
        .put("LastUpdateStatus", "Successful")
        .put("PackageType", "Zip")
        .put("Architectures", Json.strings(List.of("arm64")))
        .build();
  }

  Json.Obj function(Function function, String version) {
    var answer =
        Json.object()
            .put("Configuration", configuration(function, version))
            .put("Code", Json.object().put("RepositoryType", "S3").build());
    function.reserved().ifPresent(calls -> answer.put("Concurrency", concurrency(calls)));
    return answer.build();
  }

  static Json.Obj concurrency(int calls) {
    return Json.object().put("ReservedConcurrentExecutions", calls).build();
  }

  Json.Obj versions(Function function) {
    var versions = new ArrayList<Json>();
    versions.add(configuration(function, Function.LATEST));
    function
        .versions()
        .forEach(version -> versions.add(configuration(function, Integer.toString(version))));
    return Json.object().put("Versions", Json.array(versions)).build();
  }

  Json.Obj alias(Function function, String name, String version) {
    return Json.object()
        .put("AliasArn", functions.arn(function.definition().name() + ":" + name))
        .put("Name", name)
        .put("FunctionVersion", version)
        .put("Description", "")
        .put("RevisionId", "00000000-0000-4000-8000-000000000000")
        .build();
  }

  Json.Obj aliases(Function function) {
    var aliases = new ArrayList<Json>();
    function.aliases().forEach((name, version) -> aliases.add(alias(function, name, version)));
    return Json.object().put("Aliases", Json.array(aliases)).build();
  }

  Json.Obj config(Function function) {
    var config = function.config();
    var destinations = Json.object();
    config
        .onSuccess()
        .ifPresent(
            arn -> destinations.put("OnSuccess", Json.object().put("Destination", arn).build()));
    config
        .onFailure()
        .ifPresent(
            arn -> destinations.put("OnFailure", Json.object().put("Destination", arn).build()));
    return Json.object()
        .put("LastModified", 1_767_225_600)
        .put("FunctionArn", functions.arn(function.definition().name() + ":" + Function.LATEST))
        .put("MaximumRetryAttempts", config.retries())
        .put("MaximumEventAgeInSeconds", (double) config.maximumAge().toSeconds())
        .put("DestinationConfig", destinations.build())
        .build();
  }

  Json.Obj mapping(EventSource source) {
    return switch (source) {
      case QueueSource queue -> {
        var of = queue.mapping();
        yield mapping(
                of.id(), of.queueArn(), of.function(), of.batchSize(), of.window(), of.partial())
            .put("FilterCriteria", criteria(of.filters()))
            .build();
      }
      case StreamSource stream -> mapping(stream.mapping());
    };
  }

  private Json.Obj mapping(StreamSource.Mapping of) {
    var json =
        mapping(of.id(), of.streamArn(), of.function(), of.batchSize(), of.window(), of.partial())
            .put("FilterCriteria", criteria(of.filters()))
            .put("StartingPosition", of.start().name())
            .put("BisectBatchOnFunctionError", of.failing().bisects())
            .put("MaximumRetryAttempts", of.failing().retries().orElse(-1))
            .put(
                "MaximumRecordAgeInSeconds",
                of.failing().maximumAge().map(Duration::toSeconds).orElse(-1L));
    of.failing()
        .onFailure()
        .ifPresent(arn ->
            json.put(
                "DestinationConfig",
                Json.object()
                    .put("OnFailure", Json.object().put("Destination", arn).build())
                    .build()));
    return json.build();
  }

  private static Optional<Json> criteria(Filters filters) {
    return filters.isEmpty() ? Optional.empty() : Optional.of(filters.json());
  }

  private Json.Builder mapping(
      String id, String source, String function, int batch, Duration window, boolean partial) {
    var types = partial ? List.of("ReportBatchItemFailures") : List.<String>of();
    return Json.object()
        .put("UUID", id)
        .put("BatchSize", batch)
        .put("MaximumBatchingWindowInSeconds", (double) window.toSeconds())
        .put("EventSourceArn", source)
        .put("FunctionArn", functions.arnOf(function))
        .put("FunctionResponseTypes", Json.strings(types))
        .put("LastModified", 1_767_225_600)
        .put("State", "Enabled")
        .put("StateTransitionReason", "USER_INITIATED");
  }
}

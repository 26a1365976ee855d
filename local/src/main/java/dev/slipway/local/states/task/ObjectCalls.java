package dev.slipway.local.states.task;

import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.states.language.Resource;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;

/// SDK integrations of S3, as far as tasks need them.
final class ObjectCalls {
  private final Services services;

  ObjectCalls(Services services) {
    this.services = services;
  }

  Outcome call(Resource.Integration integration, Document arguments) {
    var objects = services.objects();
    if (objects.isEmpty()) {
      return new Failure("States.Runtime", "The local cloud has no objects yet");
    }
    if (!(arguments.json() instanceof Json.Obj request)) {
      return new Failure("States.Runtime", "The arguments of a service must be an object");
    }
    try {
      return answer(integration, objects.get(), request);
    } catch (AwsError e) {
      return new Failure(
          "S3." + e.code() + (e.code().endsWith("Exception") ? "" : "Exception"),
          "%s (Service: S3, Status Code: %d)".formatted(e.getMessage(), e.status()));
    } catch (IllegalArgumentException e) {
      return new Failure("States.Runtime", String.valueOf(e.getMessage()));
    }
  }

  private static Outcome answer(
      Resource.Integration integration, ObjectStore objects, Json.Obj request) {
    var bucket = request.requireString("Bucket");
    return switch (integration.action()) {
      case "getObject" -> {
        var body = objects.get(bucket, request.requireString("Key"));
        yield success(
            Json.object()
                .put("Body", new String(body, StandardCharsets.UTF_8))
                .put("ContentLength", body.length));
      }
      case "putObject" -> {
        var body = request.get("Body").orElse(Json.of(""));
        var text = body instanceof Json.Str(var plain) ? plain : body.text();
        objects.put(bucket, request.requireString("Key"), text.getBytes(StandardCharsets.UTF_8));
        yield success(Json.object());
      }
      case "deleteObject" -> {
        objects.delete(bucket, request.requireString("Key"));
        yield success(Json.object());
      }
      case "listObjectsV2" -> {
        var prefix = request.string("Prefix").orElse("");
        var found = objects.list(bucket, prefix).stream().map(ObjectCalls::json).toList();
        yield success(
            Json.object()
                .put("Name", bucket)
                .put("Prefix", prefix)
                .put("KeyCount", found.size())
                .put("IsTruncated", false)
                .put("Contents", Json.array(found)));
      }
      case String other ->
          new Failure("States.Runtime", "The local cloud has no S3 operation " + other);
    };
  }

  private static Outcome success(Json.Builder json) {
    return new Success(Document.of(json.build()));
  }

  static Json.Obj json(ObjectStore.Summary summary) {
    return Json.object()
        .put("Etag", summary.etag())
        .put("Key", summary.key())
        .put("LastModified", (double) summary.modified().getEpochSecond())
        .put("Size", (double) summary.size())
        .put("StorageClass", "STANDARD")
        .build();
  }
}

package dev.slipway.local.states.task;

import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.states.language.Resource;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// SDK integrations of S3, as far as tasks need them.
final class ObjectCalls {
  private static final String ENCRYPTION = "AES256";

  private final Services services;
  private final Refusals refusals;

  ObjectCalls(Services services, Refusals refusals) {
    this.services = services;
    this.refusals = refusals;
  }

  Outcome call(Resource.Integration integration, Document arguments) {
    var objects = services.objects();
    if (objects.isEmpty()) {
      return new Failure("States.Runtime", "The local cloud has no objects");
    }
    if (!(arguments.json() instanceof Json.Obj request)) {
      return new Failure("States.Runtime", "The arguments of a service must be an object");
    }
    try {
      return answer(integration, objects.get(), request);
    } catch (AwsError e) {
      return refusals.s3(e);
    } catch (IllegalArgumentException e) {
      return new Failure("States.Runtime", String.valueOf(e.getMessage()));
    }
  }

  private static Outcome answer(
      Resource.Integration integration, ObjectStore objects, Json.Obj request) {
    var bucket = request.requireString("Bucket");
    return switch (integration.action()) {
      case "getObject" -> {
        var key = request.requireString("Key");
        var body = new String(objects.get(bucket, key), StandardCharsets.UTF_8);
        yield success(about(objects.about(bucket, key)).put("Body", body));
      }
      case "headObject" -> success(about(objects.about(bucket, request.requireString("Key"))));
      case "putObject" -> {
        // The body is JSON whatever it is: a text comes to lie there in quotes.
        var key = request.requireString("Key");
        objects.put(bucket, key, request.get("Body").map(Json::bytes).orElse(new byte[0]));
        yield success(
            Json.object()
                .put("ETag", objects.about(bucket, key).etag())
                .put("ServerSideEncryption", ENCRYPTION));
      }
      case "deleteObject" -> {
        objects.delete(bucket, request.requireString("Key"));
        yield success(Json.object());
      }
      case "listObjects", "listObjectsV2" -> {
        var prefix = request.string("Prefix").orElse("");
        var found = objects.list(bucket, prefix).stream().map(ObjectCalls::content).toList();
        yield success(listing(integration.action(), bucket, prefix, found));
      }
      case String other ->
          new Failure("States.Runtime", "The local cloud has no S3 operation " + other);
    };
  }

  private static Outcome success(Json.Builder json) {
    return new Success(Document.of(json.build()));
  }

  private static Json.Builder about(ObjectStore.Summary summary) {
    return Json.object()
        .put("AcceptRanges", "bytes")
        .put("ContentLength", (double) summary.size())
        .put("ContentType", summary.contentType())
        .put("ETag", summary.etag())
        .put("LastModified", Moments.text(summary.modified()))
        .put("Metadata", Json.Obj.EMPTY)
        .put("ServerSideEncryption", ENCRYPTION);
  }

  private static Json.Builder listing(
      String action, String bucket, String prefix, List<Json.Obj> found) {
    var json =
        Json.object()
            .put("Contents", Json.array(found))
            .put("IsTruncated", false)
            .put("MaxKeys", 1000)
            .put("Name", bucket)
            .put("Prefix", prefix);
    return action.equals("listObjects") ? json : json.put("KeyCount", found.size());
  }

  private static Json.Obj content(ObjectStore.Summary summary) {
    return Json.object()
        .put("ETag", summary.etag())
        .put("Key", summary.key())
        .put("LastModified", Moments.text(summary.modified()))
        .put("Size", (double) summary.size())
        .put("StorageClass", "STANDARD")
        .build();
  }

  /// An object as an item of a distributed Map.
  static Json.Obj item(ObjectStore.Summary summary) {
    return Json.object()
        .put("Etag", summary.etag())
        .put("Key", summary.key())
        .put("LastModified", (double) summary.modified().getEpochSecond())
        .put("Size", (double) summary.size())
        .put("StorageClass", "STANDARD")
        .build();
  }
}

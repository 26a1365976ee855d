package dev.slipway.local.states.task;

import dev.slipway.local.states.engine.Execution;
import dev.slipway.local.states.engine.MapData;
import dev.slipway.local.states.language.State;
import dev.slipway.local.states.query.QueryException;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Items from objects, and results to objects.
public final class ObjectMapData implements MapData {
  private static final String READER_FAILED = "States.ItemReaderFailed";
  private static final String WRITER_FAILED = "States.ResultWriterFailed";

  private final Services services;

  public ObjectMapData(Services services) {
    this.services = services;
  }

  @Override
  public List<Json> read(State.Reader reader, Json arguments, Optional<Long> most) {
    var given = arguments instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    var bucket = member(given, "Bucket", READER_FAILED);
    try {
      var items =
          reader.resource().arn().endsWith(":s3:listObjectsV2")
              ? objects(READER_FAILED).list(bucket, given.string("Prefix").orElse("")).stream()
                  .<Json>map(ObjectCalls::item)
                  .toList()
              : parsed(reader.config(), bucket, member(given, "Key", READER_FAILED));
      return items.stream().limit(most.filter(n -> n > 0).orElse(Long.MAX_VALUE)).toList();
    } catch (AwsError e) {
      throw failed(READER_FAILED, "%s (Service: S3)".formatted(e.getMessage()));
    } catch (MalformedJsonException e) {
      throw failed(
          READER_FAILED,
          "Attempting to map over non-iterable node or invalid JSON: " + e.getMessage());
    }
  }

  private List<Json> parsed(Json.Obj config, String bucket, String key) {
    var text = new String(objects(READER_FAILED).get(bucket, key), StandardCharsets.UTF_8);
    return switch (config.string("InputType").orElse("JSON")) {
      case "CSV" -> Csv.items(text, config);
      case "JSONL" -> text.lines().filter(line -> !line.isBlank()).map(Json::parse).toList();
      case "JSON" -> array(Json.parse(text), config.string("ItemsPointer").orElse(""));
      case String other ->
          throw failed(READER_FAILED, "The local cloud reads no items of type " + other);
    };
  }

  private static List<Json> array(Json json, String pointer) {
    var at = json;
    for (var step :
        pointer.isEmpty() ? List.<String>of() : List.of(pointer.substring(1).split("/", -1))) {
      at =
          at instanceof Json.Obj(var members)
              ? members.getOrDefault(step.replace("~1", "/").replace("~0", "~"), Json.Null.INSTANCE)
              : Json.Null.INSTANCE;
    }
    if (at instanceof Json.Arr(var items)) {
      return items;
    }
    throw failed(READER_FAILED, "Attempting to map over non-iterable node.");
  }

  private ObjectStore objects(String error) {
    return services.objects().orElseThrow(() -> failed(error, "The local cloud has no objects"));
  }

  private static String member(Json.Obj arguments, String name, String error) {
    return arguments
        .string(name)
        .orElseThrow(() -> failed(error, "The field '%s' is required".formatted(name)));
  }

  private static QueryException failed(String error, String message) {
    return new QueryException(error, "", message);
  }

  @Override
  public Json.Obj write(
      String mapRunArn, Json arguments, Json.Obj config, List<Execution> children) {
    var given = arguments instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    var bucket = member(given, "Bucket", WRITER_FAILED);
    var id = mapRunArn.substring(mapRunArn.lastIndexOf(':') + 1);
    var prefix =
        given
            .string("Prefix")
            .map(text -> text.endsWith("/") || text.isEmpty() ? text : text + "/");
    var folder = prefix.orElse("") + id + "/";
    var lines = config.string("OutputType").orElse("JSON").equals("JSONL");
    try {
      var files = new ResultFiles(objects(WRITER_FAILED), bucket, folder, lines);
      files.write(Execution.Status.SUCCEEDED, children);
      files.write(Execution.Status.FAILED, children);
      return files.manifest(mapRunArn);
    } catch (AwsError e) {
      throw failed(WRITER_FAILED, "%s (Service: S3)".formatted(e.getMessage()));
    }
  }
}

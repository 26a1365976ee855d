package dev.slipway.local.states.task;

import dev.slipway.local.states.engine.Execution;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The files that a map run leaves: one for each way in which children ended, and a manifest of
/// them.
final class ResultFiles {
  private final ObjectStore objects;
  private final String bucket;
  private final String folder;
  private final boolean lines;
  private final Map<String, List<Json>> written = new LinkedHashMap<>();

  /// @param lines whether a file has a line for each child, or is one array
  ResultFiles(ObjectStore objects, String bucket, String folder, boolean lines) {
    this.objects = objects;
    this.bucket = bucket;
    this.folder = folder;
    this.lines = lines;
  }

  void write(Execution.Status status, List<Execution> children) {
    var some =
        children.stream().filter(child -> child.status() == status).map(ResultFiles::json).toList();
    if (some.isEmpty()) {
      return;
    }
    var key = "%s%s_0.%s".formatted(folder, status.name(), lines ? "jsonl" : "json");
    var text =
        lines
            ? some.stream().map(Json::text).collect(Collectors.joining("\n", "", "\n"))
            : Json.array(some).text();
    var body = text.getBytes(StandardCharsets.UTF_8);
    objects.put(bucket, key, body);
    var file = Json.object().put("Key", key).put("Size", body.length).build();
    written.computeIfAbsent(status.name(), _ -> new ArrayList<>()).add(file);
  }

  private static Json.Obj json(Execution child) {
    var json =
        Json.object()
            .put("ExecutionArn", child.arn())
            .put("Input", child.input().text())
            .put("InputDetails", Json.object().put("Included", true).build())
            .put("Name", child.origin().name());
    child
        .state()
        .output()
        .ifPresent(output ->
            json.put("Output", output.text())
                .put("OutputDetails", Json.object().put("Included", true).build()));
    var failure = child.state().failure();
    if (!failure.error().isEmpty()) {
      json.put("Error", failure.error()).put("Cause", failure.cause());
    }
    json.put("RedriveCount", child.state().redrives())
        .put("StartDate", child.started().toString())
        .put("StateMachineArn", child.origin().machineArn())
        .put("Status", child.status().name());
    child.state().stopped().ifPresent(at -> json.put("StopDate", at.toString()));
    return json.build();
  }

  Json.Obj manifest(String mapRunArn) {
    var files = Json.object();
    for (var status : List.of("FAILED", "PENDING", "SUCCEEDED")) {
      files.put(status, Json.array(written.getOrDefault(status, List.of())));
    }
    var key = folder + "manifest.json";
    var manifest =
        Json.object()
            .put("DestinationBucket", bucket)
            .put("MapRunArn", mapRunArn)
            .put("ResultFiles", files.build())
            .build();
    objects.put(bucket, key, manifest.bytes());
    return Json.object().put("Bucket", bucket).put("Key", key).build();
  }
}

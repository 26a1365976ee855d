package dev.slipway.runner.protocol;

import dev.slipway.model.Json;
import dev.slipway.runner.storage.Artifacts;
import dev.slipway.runner.storage.Artifacts.Artifact;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// `github.actions.results.api.v1.ArtifactService`: what `@actions/artifact` asks.
final class ArtifactApi {
  private final Artifacts artifacts;
  private final Blobs blobs;
  private final InstantSource clock;
  private final UnaryOperator<String> address;
  private final Map<String, Begun> begun = new ConcurrentHashMap<>();

  /// @param address makes a whole address of a path
  ArtifactApi(
      Artifacts artifacts, Blobs blobs, InstantSource clock, UnaryOperator<String> address) {
    this.artifacts = artifacts;
    this.blobs = blobs;
    this.clock = clock;
    this.address = address;
  }

  private record Begun(Path content, Duration keep) {}

  Answer answer(String call, Request request) throws IOException {
    var message = request.json();
    var name = message.string("name").orElse("");
    try {
      return switch (call) {
        case "CreateArtifact" -> create(name, message);
        case "FinalizeArtifact" -> finish(name, message);
        case "ListArtifacts" -> list(message);
        case "GetSignedArtifactURL" ->
            artifacts
                .find(name)
                .map(found ->
                    Answer.ok(
                        Json.object()
                            .put("signed_url", address.apply(blobs.toGet(found.content())))
                            .build()))
                .orElseGet(() -> unknown(name));
        case "DeleteArtifact" ->
            artifacts
                .find(name)
                .filter(found -> artifacts.delete(found.name()))
                .map(found ->
                    Answer.ok(
                        Json.object()
                            .put("ok", true)
                            .put("artifact_id", Long.toString(found.id()))
                            .build()))
                .orElseGet(() -> unknown(name));
        default -> Answer.refused(404, "bad_route", "There is no call " + call);
      };
    } catch (Artifacts.RefusedException e) {
      var why = String.valueOf(e.getMessage());
      return why.contains("already exists")
          ? Answer.refused(409, "already_exists", why)
          : Answer.refused(400, "invalid_argument", why);
    }
  }

  private static Answer unknown(String name) {
    return Answer.refused(404, "not_found", "There is no artifact '%s'".formatted(name));
  }

  private Answer create(String name, Json.Obj message) {
    var content = artifacts.begin(name);
    var keep =
        message
            .instant("expires_at")
            .map(until -> Duration.between(clock.instant(), until))
            .orElse(Duration.ZERO);
    begun.put(name, new Begun(content, keep));
    return Answer.ok(
        Json.object()
            .put("ok", true)
            .put("signed_upload_url", address.apply(blobs.toPut(content)))
            .build());
  }

  private Answer finish(String name, Json.Obj message) {
    var upload = begun.remove(name);
    if (upload == null || Blobs.whole(upload.content()).isEmpty()) {
      return Answer.refused(400, "failed_precondition", "Nothing was put for '%s'".formatted(name));
    }
    var stored = artifacts.finish(name, upload.content(), upload.keep());
    var said = message.string("hash").orElse(stored.digest());
    if (!said.equals(stored.digest())) {
      artifacts.delete(name);
      return Answer.refused(
          400,
          "invalid_argument",
          "What came has the digest %s, not %s".formatted(stored.digest(), said));
    }
    return Answer.ok(
        Json.object().put("ok", true).put("artifact_id", Long.toString(stored.id())).build());
  }

  private Answer list(Json.Obj message) {
    var name = message.string("name_filter");
    var id = message.string("id_filter");
    return Answer.ok(
        Json.object()
            .put(
                "artifacts",
                Json.array(
                    artifacts.all().stream()
                        .filter(one -> name.isEmpty() || name.get().equals(one.name()))
                        .filter(one -> id.isEmpty() || id.get().equals(Long.toString(one.id())))
                        .map(one -> json(one, message))
                        .toList()))
            .build());
  }

  private static Json json(Artifact artifact, Json.Obj message) {
    return Json.object()
        .put("workflow_run_backend_id", message.string("workflow_run_backend_id").orElse(""))
        .put(
            "workflow_job_run_backend_id", message.string("workflow_job_run_backend_id").orElse(""))
        .put("database_id", Long.toString(artifact.id()))
        .put("name", artifact.name())
        .put("size", Long.toString(artifact.size()))
        .put("created_at", artifact.created().toString())
        .put("digest", artifact.digest())
        .build();
  }

  /// Gives up what was begun and never finished.
  void close() {
    begun.values().forEach(upload -> artifacts.drop(upload.content()));
  }
}

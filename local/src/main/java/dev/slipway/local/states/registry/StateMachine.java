package dev.slipway.local.states.registry;

import dev.slipway.model.Json;
import java.time.Instant;

/// A state machine as it is now.
///
/// @param revision its definition, by digest
/// @param revisionId tells one state of the machine from the next; `INITIAL` at first
/// @param lastVersion the number of the latest version that was published; 0 for none
/// @param publishedRevision the revision id that the latest version was made of; empty for none
/// @param settings `loggingConfiguration`, `tracingConfiguration`, `encryptionConfiguration`
public record StateMachine(
    String arn,
    Type type,
    String roleArn,
    String revision,
    String revisionId,
    Instant created,
    Instant updated,
    int lastVersion,
    String publishedRevision,
    Json.Obj settings) {
  /// How executions are kept and billed.
  public enum Type {
    STANDARD,
    EXPRESS
  }

  public String name() {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  StateMachine published(int version) {
    return new StateMachine(
        arn, type, roleArn, revision, revisionId, created, updated, version, revisionId, settings);
  }

  public StateMachine changed(
      String newRole, String newRevision, Json.Obj newSettings, String newId, Instant now) {
    return new StateMachine(
        arn,
        type,
        newRole,
        newRevision,
        newId,
        created,
        now,
        lastVersion,
        publishedRevision,
        newSettings);
  }

  Json.Obj json() {
    return Json.object()
        .put("arn", arn)
        .put("type", type.name())
        .put("roleArn", roleArn)
        .put("revision", revision)
        .put("revisionId", revisionId)
        .put("created", (double) created.toEpochMilli())
        .put("updated", (double) updated.toEpochMilli())
        .put("lastVersion", lastVersion)
        .put("publishedRevision", publishedRevision)
        .put("settings", settings)
        .build();
  }

  static StateMachine from(Json.Obj json) {
    return new StateMachine(
        json.requireString("arn"),
        Type.valueOf(json.requireString("type")),
        json.requireString("roleArn"),
        json.requireString("revision"),
        json.requireString("revisionId"),
        Instant.ofEpochMilli((long) json.requireNumber("created")),
        Instant.ofEpochMilli((long) json.requireNumber("updated")),
        (int) json.requireNumber("lastVersion"),
        json.requireString("publishedRevision"),
        json.object("settings"));
  }
}

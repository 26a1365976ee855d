package dev.slipway.local.states.registry;

import dev.slipway.model.Json;
import java.time.Instant;

/// A state machine as it is now.
///
/// @param content what it does
/// @param revisionId tells one state of the machine from the next; `INITIAL` at first
/// @param lastVersion the number of the latest version that was published; 0 for none
/// @param publishedRevision the revision id that the latest version was made of; empty for none
public record StateMachine(
    String arn,
    Type type,
    Content content,
    String revisionId,
    Instant created,
    Instant updated,
    int lastVersion,
    String publishedRevision) {
  public static final String INITIAL = "INITIAL";

  /// How executions are kept and billed.
  public enum Type {
    STANDARD,
    EXPRESS
  }

  /// What a machine does.
  ///
  /// @param revision its definition, by digest
  /// @param settings `loggingConfiguration`, `tracingConfiguration`, `encryptionConfiguration`
  public record Content(String revision, String roleArn, Json.Obj settings) {}

  public static StateMachine created(String arn, Type type, Content content, Instant now) {
    return new StateMachine(arn, type, content, INITIAL, now, now, 0, "");
  }

  public String name() {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  StateMachine published(int version) {
    return new StateMachine(arn, type, content, revisionId, created, updated, version, revisionId);
  }

  public StateMachine changed(Content other, String newId, Instant now) {
    return new StateMachine(arn, type, other, newId, created, now, lastVersion, publishedRevision);
  }

  Json.Obj json() {
    return Json.object()
        .put("arn", arn)
        .put("type", type.name())
        .put("roleArn", content.roleArn())
        .put("revision", content.revision())
        .put("settings", content.settings())
        .put("revisionId", revisionId)
        .put("created", (double) created.toEpochMilli())
        .put("updated", (double) updated.toEpochMilli())
        .put("lastVersion", lastVersion)
        .put("publishedRevision", publishedRevision)
        .build();
  }

  static StateMachine from(Json.Obj json) {
    return new StateMachine(
        json.requireString("arn"),
        Type.valueOf(json.requireString("type")),
        content(json),
        json.requireString("revisionId"),
        Instant.ofEpochMilli((long) json.requireNumber("created")),
        Instant.ofEpochMilli((long) json.requireNumber("updated")),
        (int) json.requireNumber("lastVersion"),
        json.requireString("publishedRevision"));
  }

  static Content content(Json.Obj json) {
    return new Content(
        json.requireString("revision"), json.requireString("roleArn"), json.object("settings"));
  }
}

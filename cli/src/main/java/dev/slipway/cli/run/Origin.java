package dev.slipway.cli.run;

import dev.slipway.ci.plan.Event;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.plan.TypicalEvents;
import dev.slipway.cli.Refusal;
import dev.slipway.cli.file.WorkflowFiles;
import dev.slipway.git.WorkingCopy;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import dev.slipway.model.RepositoryId;
import java.nio.file.Path;
import java.util.Optional;

/// Where a run here comes from: the payload says, else the working copy.
public record Origin(
    RepositoryId repository, String branch, String sha, String actor, Json.Obj payload) {
  /// Git's id of the empty tree: stands for a commit where there is none yet, since zeros mean that
  /// the ref was deleted.
  private static final String NO_COMMIT = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

  /// @throws Refusal when the payload is not a JSON object
  public static Origin of(Optional<WorkingCopy> copy, Optional<Path> payloadFile) {
    var payload = payloadFile.map(Origin::payload).orElse(Json.Obj.EMPTY);
    var description = copy.map(WorkingCopy::describe);
    var repository =
        payload
            .object("repository")
            .string("full_name")
            .map(Origin::repository)
            .orElseGet(() ->
                description
                    .flatMap(about -> named(about.owner(), about.name()))
                    .orElse(new RepositoryId("local", "repository")));
    return new Origin(
        repository,
        description.flatMap(WorkingCopy.Description::branch).orElse("main"),
        sha(payload)
            .or(() -> description.map(WorkingCopy.Description::sha))
            .filter(Origin::isCommit)
            .orElse(NO_COMMIT),
        payload
            .object("sender")
            .string("login")
            .or(() -> description.map(WorkingCopy.Description::userName))
            .orElse("local"),
        payload);
  }

  /// An event of that name.
  ///
  /// @throws Refusal when it starts no runs here
  public Event event(String name) {
    try {
      return TypicalEvents.of(name, repository, branch, sha, actor, payload);
    } catch (InvalidPlanException e) {
      throw Refusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  /// A remote may be any folder, and the end of its path no repository's name.
  private static Optional<RepositoryId> named(String owner, String name) {
    try {
      return Optional.of(new RepositoryId(owner, name));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static RepositoryId repository(String name) {
    try {
      return RepositoryId.parse(name);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("the payload's repository.full_name: " + e.getMessage());
    }
  }

  private static Optional<String> sha(Json.Obj payload) {
    return payload
        .string("after")
        .or(() -> payload.object("pull_request").object("head").string("sha"));
  }

  private static boolean isCommit(String sha) {
    return sha.matches("[0-9a-f]{40}") && !sha.equals("0".repeat(40));
  }

  private static Json.Obj payload(Path file) {
    try {
      return Json.parse(WorkflowFiles.text(file)) instanceof Json.Obj object
          ? object
          : refuse(file, "is no JSON object");
    } catch (MalformedJsonException e) {
      return refuse(file, "is not JSON: " + e.getMessage());
    }
  }

  private static Json.Obj refuse(Path file, String why) {
    throw Refusal.invalid("the payload %s %s".formatted(file, why));
  }
}

package dev.slipway.ci.webhook;

import dev.slipway.ci.plan.Event;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.util.Optional;
import java.util.Set;

/// Reads GitHub's webhook bodies into events.
public final class GitHubEvents {
  /// Events that may start runs.
  public static final Set<String> HANDLED = Set.of("push", "pull_request", "workflow_dispatch");

  private static final String ZEROS = "0".repeat(40);

  private GitHubEvents() {}

  /// The repository that a body is about.
  public static Optional<RepositoryId> repository(Json.Obj body) {
    try {
      return body.object("repository").string("full_name").map(RepositoryId::parse);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The event of a body.
  ///
  /// @throws IllegalArgumentException naming the member that is missing or wrong
  public static Event read(String name, Json.Obj body) {
    var repository =
        repository(body)
            .orElseThrow(() ->
                new IllegalArgumentException("\"repository.full_name\" is missing or no name"));
    var actor = body.object("sender").string("login").orElse("unknown");
    return switch (name) {
      case "push" -> push(repository, actor, body);
      case "pull_request" -> pullRequest(repository, actor, body);
      case "workflow_dispatch" -> dispatch(repository, actor, body);
      default -> throw new IllegalArgumentException("event " + name + " starts no runs");
    };
  }

  private static Event push(RepositoryId repository, String actor, Json.Obj body) {
    var deleted = body.bool("deleted").orElse(false);
    return new Event(
        "push",
        Optional.empty(),
        repository,
        ref(body.requireString("ref")),
        deleted ? ZEROS : sha(body.requireString("after")),
        Optional.empty(),
        Optional.empty(),
        body.string("before").filter(before -> !before.equals(ZEROS)),
        actor,
        body);
  }

  private static Event pullRequest(RepositoryId repository, String actor, Json.Obj body) {
    var request = body.object("pull_request");
    var number = (long) body.requireNumber("number");
    var head = request.object("head");
    return new Event(
        "pull_request",
        body.string("action"),
        repository,
        "refs/pull/%d/merge".formatted(number),
        sha(
            request
                .string("merge_commit_sha")
                .filter(text -> !text.isBlank())
                .orElseGet(() -> head.requireString("sha"))),
        request.object("base").string("ref"),
        head.string("ref"),
        request.object("base").string("sha"),
        actor,
        body);
  }

  private static Event dispatch(RepositoryId repository, String actor, Json.Obj body) {
    return new Event(
        "workflow_dispatch",
        Optional.empty(),
        repository,
        ref(body.requireString("ref")),
        sha(body.requireString("after")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        actor,
        body);
  }

  private static String ref(String ref) {
    if (!ref.startsWith("refs/")
        || ref.length() > 1_024
        || ref.contains("..")
        || ref.chars().anyMatch(c -> c < 0x21 || c == 0x7f || (c >= 0x202a && c <= 0x202e))) {
      throw new IllegalArgumentException("\"ref\" is no ref");
    }
    return ref;
  }

  private static String sha(String sha) {
    if (!sha.matches("[0-9a-f]{40}")) {
      throw new IllegalArgumentException("\"after\" is no commit id");
    }
    return sha;
  }
}

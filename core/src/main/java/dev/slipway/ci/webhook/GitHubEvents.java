package dev.slipway.ci.webhook;

import dev.slipway.ci.plan.Event;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads GitHub's webhook bodies into events.
public final class GitHubEvents {
  /// Events that may start runs.
  public static final Set<String> HANDLED = Set.of("push", "pull_request", "workflow_dispatch");

  private static final String ZEROS = "0".repeat(40);
  private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
  private static final int MAX_REF = 1_024;

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
        deleted ? ZEROS : sha("after", body.requireString("after")),
        Optional.empty(),
        Optional.empty(),
        body.string("before")
            .filter(before -> !before.isEmpty())
            .map(before -> sha("before", before))
            .filter(before -> !before.equals(ZEROS)),
        actor,
        body);
  }

  private static Event pullRequest(RepositoryId repository, String actor, Json.Obj body) {
    var request = body.object("pull_request");
    var number = body.requireInt("number");
    if (number < 1) {
      throw new IllegalArgumentException("\"number\" is no pull request's number");
    }
    var head = request.object("head");
    var base = request.object("base");
    return new Event(
        "pull_request",
        body.string("action"),
        repository,
        "refs/pull/%d/merge".formatted(number),
        request
            .string("merge_commit_sha")
            .filter(text -> !text.isBlank())
            .map(merged -> sha("merge_commit_sha", merged))
            .orElseGet(() -> sha("head.sha", head.requireString("sha"))),
        base.string("ref").map(name -> branch("base.ref", name)),
        head.string("ref").map(name -> branch("head.ref", name)),
        base.string("sha").map(before -> sha("base.sha", before)),
        actor,
        body);
  }

  private static Event dispatch(RepositoryId repository, String actor, Json.Obj body) {
    return new Event(
        "workflow_dispatch",
        Optional.empty(),
        repository,
        ref(body.requireString("ref")),
        sha("after", body.requireString("after")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        actor,
        body);
  }

  private static String ref(String ref) {
    if (!ref.startsWith("refs/") || !isRefName(ref)) {
      throw new IllegalArgumentException("\"ref\" is no ref");
    }
    return ref;
  }

  private static String branch(String member, String name) {
    if (!isRefName(name)) {
      throw new IllegalArgumentException("\"%s\" is no branch".formatted(member));
    }
    return name;
  }

  /// What Git forbids, and what would fool a reader: characters that turn the direction of text.
  private static boolean isRefName(String name) {
    return name.length() <= MAX_REF
        && !name.contains("..")
        && name.chars().noneMatch(c -> c <= ' ' || c == 0x7f || (c >= 0x202a && c <= 0x202e));
  }

  private static String sha(String member, String sha) {
    if (!SHA.matcher(sha).matches()) {
      throw new IllegalArgumentException("\"%s\" is no commit id".formatted(member));
    }
    return sha;
  }
}

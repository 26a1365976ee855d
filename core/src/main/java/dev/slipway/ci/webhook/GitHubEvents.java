package dev.slipway.ci.webhook;

import dev.slipway.ci.plan.Event;
import dev.slipway.ci.plan.EventTarget;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads GitHub's webhook bodies into events.
public final class GitHubEvents {
  /// What no forge tells of: calls, our clock, and what follows a run of ours.
  private static final Set<String> OWN = Set.of("workflow_call", "schedule", "workflow_run");

  private static final String ZEROS = "0".repeat(40);
  private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
  private static final int MAX_REF = 1_024;
  private static final Set<String> PULL_REQUESTS =
      Set.of(
          "pull_request",
          "pull_request_target",
          "pull_request_review",
          "pull_request_review_comment");

  private GitHubEvents() {}

  /// Whether an event of a forge may start runs.
  public static boolean mayStartRuns(String name) {
    return Event.NAMES.contains(name) && !OWN.contains(name);
  }

  /// The repository that a body is about.
  public static Optional<RepositoryId> repository(Json.Obj body) {
    try {
      return body.object("repository").string("full_name").map(RepositoryId::parse);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Finds the commit that a ref is at.
  public interface Heads {
    Optional<String> of(String ref);
  }

  /// The event of a body.
  ///
  /// @param heads for the many events that tell no commit
  /// @throws IllegalArgumentException naming the member that is missing or wrong
  public static Event read(String name, Json.Obj body, Heads heads) {
    var repository =
        repository(body)
            .orElseThrow(() ->
                new IllegalArgumentException("\"repository.full_name\" is missing or no name"));
    var actor = body.object("sender").string("login").orElse("unknown");
    if (name.equals("push")) {
      return push(repository, actor, body);
    }
    if (!Event.NAMES.contains(name)) {
      throw new IllegalArgumentException("event " + name + " starts no runs");
    }
    return about(name, repository, actor, body, heads);
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

  private static Event about(
      String name, RepositoryId repository, String actor, Json.Obj body, Heads heads) {
    var request = body.object("pull_request");
    if (PULL_REQUESTS.contains(name)) {
      requireNumber(name.contains("review") ? request : body);
      requireCommit(request);
    }
    var branch = body.object("repository").string("default_branch").orElse("main");
    var target = EventTarget.of(name, body, branch);
    var ref = ref(target.ref());
    return new Event(
        name,
        body.string("action"),
        repository,
        ref,
        target
            .sha()
            .map(told -> sha("the commit of " + name, told))
            .or(() -> heads.of(ref))
            .orElseThrow(() -> new IllegalArgumentException(ref + " is not in the repository")),
        target.baseRef().map(base -> branch("base.ref", base)),
        target.headRef().map(head -> branch("head.ref", head)),
        request.object("base").string("sha").map(before -> sha("base.sha", before)),
        actor,
        body);
  }

  private static void requireNumber(Json.Obj body) {
    if (body.requireInt("number") < 1) {
      throw new IllegalArgumentException("\"number\" is no pull request's number");
    }
  }

  private static void requireCommit(Json.Obj request) {
    var merged = request.string("merge_commit_sha").filter(text -> !text.isBlank());
    merged.ifPresentOrElse(
        text -> sha("merge_commit_sha", text),
        () -> sha("head.sha", request.object("head").requireString("sha")));
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

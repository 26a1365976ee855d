package dev.slipway.ci.plan;

import dev.slipway.ci.workflow.EventGrammar;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// Something that may start runs: what a forge reported, a person dispatched, or a sweep found.
///
/// @param name as under `on`: `push`, `issues`
/// @param action the activity type, `opened`
/// @param ref the full ref that runs: `refs/heads/main`, `refs/tags/v1`, `refs/pull/7/merge`
/// @param sha the commit that runs; all zeros when the ref was deleted
/// @param baseRef the branch a pull request goes to
/// @param headRef the branch a pull request comes from
/// @param before the commit before a push, when known
/// @param actor who caused it
/// @param payload the forge's own body
public record Event(
    String name,
    Optional<String> action,
    RepositoryId repository,
    String ref,
    String sha,
    Optional<String> baseRef,
    Optional<String> headRef,
    Optional<String> before,
    String actor,
    Json.Obj payload) {
  /// All names there are.
  public static final SortedSet<String> NAMES = EventGrammar.names();

  private static final String ZEROS = "0".repeat(40);

  public boolean isDeletion() {
    return sha.equals(ZEROS);
  }

  /// The ref without `refs/heads/` or `refs/tags/`.
  public String shortRef() {
    return shortRef(ref);
  }

  public static String shortRef(String ref) {
    for (var prefix : List.of("refs/heads/", "refs/tags/", "refs/pull/")) {
      if (ref.startsWith(prefix)) {
        return ref.substring(prefix.length());
      }
    }
    return ref;
  }

  public boolean isTag() {
    return ref.startsWith("refs/tags/");
  }

  /// The subject of the commit that runs, or the pull request's title, where the payload has it.
  public Optional<String> title() {
    var message = payload.object("head_commit").string("message");
    return message
        .map(text -> text.lines().findFirst().orElse(""))
        .or(() -> payload.object("pull_request").string("title"))
        .filter(text -> !text.isBlank());
  }

  /// The same event told with its commit's message, as GitHub tells it.
  public Event withCommitMessage(String message) {
    var commit = Json.object().put("id", sha).put("message", message).build();
    return new Event(
        name,
        action,
        repository,
        ref,
        sha,
        baseRef,
        headRef,
        before,
        actor,
        payload.with("head_commit", commit));
  }
}

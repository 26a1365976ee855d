package dev.slipway.ci.plan;

import dev.slipway.model.Json;
import java.util.Optional;

/// What an event runs. Most events are about no commit, and then the default branch runs as it is
/// by then.
///
/// Reference: the `GITHUB_SHA` and `GITHUB_REF` columns of "Events that trigger workflows" in
/// GitHub's manual.
///
/// @param ref the full ref
/// @param sha the commit where the body tells it; else the ref's own
/// @param baseRef the branch a pull request goes to
/// @param headRef the branch a pull request comes from
public record EventTarget(
    String ref, Optional<String> sha, Optional<String> baseRef, Optional<String> headRef) {
  private static final String BRANCH = "refs/heads/";
  private static final String TAG = "refs/tags/";

  /// The target of an event that is no push.
  ///
  /// @param branch the default branch, `main`
  public static EventTarget of(String event, Json.Obj body, String branch) {
    return switch (event) {
      case "pull_request", "pull_request_review", "pull_request_review_comment" ->
          pullRequest(body);
      case "pull_request_target" -> {
        var request = pullRequest(body);
        yield new EventTarget(
            BRANCH + branch, Optional.empty(), request.baseRef(), request.headRef());
      }
      case "create" -> created(body).orElse(at(BRANCH + branch));
      case "workflow_dispatch" ->
          at(body.string("ref").orElse(BRANCH + branch), told(body, "after"));
      case "release" ->
          body.object("release")
              .string("tag_name")
              .map(tag -> at(TAG + tag))
              .orElse(at(BRANCH + branch));
      case "merge_group" -> {
        var group = body.object("merge_group");
        yield at(group.string("head_ref").orElse(BRANCH + branch), told(group, "head_sha"));
      }
      case "deployment", "deployment_status" -> deployed(body.object("deployment"), branch);
      default -> at(BRANCH + branch);
    };
  }

  private static EventTarget pullRequest(Json.Obj body) {
    var request = body.object("pull_request");
    var number = body.number("number").or(() -> request.number("number")).orElse(0.0);
    return new EventTarget(
        "refs/pull/%d/merge".formatted(number.longValue()),
        told(request, "merge_commit_sha").or(() -> told(request.object("head"), "sha")),
        request.object("base").string("ref"),
        request.object("head").string("ref"));
  }

  private static Optional<EventTarget> created(Json.Obj body) {
    var kind = body.string("ref_type").filter("tag"::equals).isPresent() ? TAG : BRANCH;
    return body.string("ref").map(name -> at(kind + name));
  }

  /// What is deployed may be a branch, a tag or a bare commit, and the body does not tell which; a
  /// commit is found from the default branch as well.
  private static EventTarget deployed(Json.Obj deployment, String branch) {
    var sha = told(deployment, "sha");
    var ref = deployment.string("ref").filter(name -> !sha.equals(Optional.of(name)));
    return at(BRANCH + ref.orElse(branch), sha);
  }

  private static Optional<String> told(Json.Obj body, String member) {
    return body.string(member).filter(text -> !text.isBlank());
  }

  private static EventTarget at(String ref) {
    return at(ref, Optional.empty());
  }

  private static EventTarget at(String ref, Optional<String> sha) {
    return new EventTarget(ref, sha, Optional.empty(), Optional.empty());
  }
}

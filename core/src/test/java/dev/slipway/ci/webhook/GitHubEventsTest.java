package dev.slipway.ci.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ci.plan.Event;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bodies that are not as GitHub sends them; `events/github` holds those that are.
class GitHubEventsTest {
  private static final String DEPLOYED = "d".repeat(40);
  private static final Map<String, String> HEADS =
      Map.of(
          "refs/heads/main", "a".repeat(40),
          "refs/heads/trunk", "b".repeat(40),
          "refs/heads/topic", "c".repeat(40),
          "refs/tags/v1", "e".repeat(40));
  private static final Json.Obj TRUNK =
      Json.object().put("full_name", "octo/hello").put("default_branch", "trunk").build();

  private static final Json.Obj PUSH = SampleEvents.read("push");
  private static final Json.Obj REQUEST = SampleEvents.read("pull_request");

  @ParameterizedTest(name = "{0} = {1}: {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          ref        ~ null                   ~ "ref" is missing or not a string
          ref        ~ 7                      ~ "ref" is missing or not a string
          ref        ~ "main"                 ~ "ref" is no ref
          ref        ~ "refs/heads/a b"       ~ "ref" is no ref
          ref        ~ "refs/heads/a\\nb"     ~ "ref" is no ref
          ref        ~ "refs/heads/../x"      ~ "ref" is no ref
          ref        ~ "refs/heads/\\u202ex"  ~ "ref" is no ref
          after      ~ null                   ~ "after" is missing or not a string
          after      ~ "main"                 ~ "after" is no commit id
          after      ~ "6113728F27AE82C7B1A177C8D03F9E96E0ADF246" ~ "after" is no commit id
          after      ~ "--upload-pack=x"      ~ "after" is no commit id
          before     ~ "x"                    ~ "before" is no commit id
          repository ~ {}                     ~ "repository.full_name" is missing or no name
          repository ~ {"full_name": "../x"}  ~ "repository.full_name" is missing or no name
          repository ~ {"full_name": "a/.."}  ~ "repository.full_name" is missing or no name
          repository ~ {"full_name": "a/b/c"} ~ "repository.full_name" is missing or no name
          repository ~ {"full_name": "a"}     ~ "repository.full_name" is missing or no name
          repository ~ {"full_name": 7}       ~ "repository.full_name" is missing or no name
          """)
  void refusesAPush(String member, String value, String message) {
    var body = PUSH.with(member, Json.parse(value));
    assertThatThrownBy(() -> read("push", body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest(name = "{0} = {1}: {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          number       ~ null                                ~ "number" is missing or not a whole number
          number       ~ 1.5                                 ~ "number" is missing or not a whole number
          number       ~ 1e300                               ~ "number" is missing or not a whole number
          number       ~ 0                                   ~ "number" is no pull request's number
          pull_request ~ {}                                  ~ "sha" is missing or not a string
          pull_request ~ {"head": {"sha": "x"}}              ~ "head.sha" is no commit id
          pull_request ~ {"merge_commit_sha": "x"}           ~ "merge_commit_sha" is no commit id
          """)
  void refusesAPullRequest(String member, String value, String message) {
    var body = REQUEST.with(member, Json.parse(value));
    assertThatThrownBy(() -> read("pull_request", body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesBranchesThatAreNone() {
    for (var side : List.of("base", "head")) {
      var request = REQUEST.object("pull_request");
      var bad = request.object(side).with("ref", Json.of("a\nb"));
      var body = REQUEST.with("pull_request", request.with(side, bad));
      assertThatThrownBy(() -> read("pull_request", body))
          .hasMessage("\"%s.ref\" is no branch".formatted(side));
    }
  }

  @Test
  void takesTheHeadOfARequestThatIsNotMergedForATest() {
    var request = REQUEST.object("pull_request").with("merge_commit_sha", Json.Null.INSTANCE);
    var event = read("pull_request", REQUEST.with("pull_request", request));
    assertThat(event.sha()).isEqualTo(request.object("head").requireString("sha"));
  }

  @Test
  void aNewBranchHasNoCommitBefore() {
    for (var before : List.of("\"%s\"".formatted("0".repeat(40)), "\"\"", "null")) {
      var body = PUSH.with("before", Json.parse(before));
      assertThat(read("push", body).before()).as(before).isEmpty();
    }
  }

  @Test
  void aDispatchRunsWhatItsRefIsAt() {
    var body = SampleEvents.read("workflow_dispatch");
    assertThatThrownBy(() -> GitHubEvents.read("workflow_dispatch", body, _ -> Optional.empty()))
        .hasMessage(body.requireString("ref") + " is not in the repository");
    assertThat(read("workflow_dispatch", body).sha())
        .isEqualTo(HEADS.get(body.requireString("ref")));
    var event = read("workflow_dispatch", body.with("after", Json.of("a".repeat(40))));
    assertThat(event.sha()).isEqualTo("a".repeat(40));
  }

  @Test
  void otherEventsStartNothing() {
    for (var name : List.of("star", "ping", "schedule", "workflow_call", "workflow_run")) {
      assertThat(GitHubEvents.mayStartRuns(name)).as(name).isFalse();
    }
    assertThatThrownBy(() -> read("star", SampleEvents.read("star")))
        .hasMessage("event star starts no runs");
  }

  @ParameterizedTest(name = "{0} {1} runs {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          issues              ~ {"action": "opened"}                                   ~ refs/heads/trunk
          issue_comment       ~ {"action": "created"}                                  ~ refs/heads/trunk
          watch               ~ {"action": "started"}                                  ~ refs/heads/trunk
          repository_dispatch ~ {"action": "deploy", "branch": "topic"}                ~ refs/heads/trunk
          delete              ~ {"ref": "topic", "ref_type": "branch"}                 ~ refs/heads/trunk
          create              ~ {"ref": "topic", "ref_type": "branch"}                 ~ refs/heads/topic
          create              ~ {"ref": "v1", "ref_type": "tag"}                       ~ refs/tags/v1
          release             ~ {"action": "published", "release": {"tag_name": "v1"}} ~ refs/tags/v1
          deployment          ~ {"deployment": {"ref": "topic", "sha": "DEPLOYED"}}    ~ refs/heads/topic
          deployment_status   ~ {"deployment": {"ref": "DEPLOYED", "sha": "DEPLOYED"}} ~ refs/heads/trunk
          merge_group         ~ {"merge_group": {"head_ref": "refs/heads/queue/1", "head_sha": "DEPLOYED"}} ~ refs/heads/queue/1
          pull_request_target ~ {"number": 7, "pull_request": {"head": {"sha": "DEPLOYED", "ref": "topic"}, "base": {"ref": "main"}}} ~ refs/heads/trunk
          pull_request_review ~ {"pull_request": {"number": 7, "head": {"sha": "DEPLOYED"}}} ~ refs/pull/7/merge
          """)
  void runsWhatGitHubRuns(String name, String payload, String ref) {
    var told = Json.parse(payload.replace("DEPLOYED", DEPLOYED));
    var event = read(name, ((Json.Obj) told).with("repository", TRUNK));
    assertThat(GitHubEvents.mayStartRuns(name)).isTrue();
    assertThat(event.name()).isEqualTo(name);
    assertThat(event.ref()).isEqualTo(ref);
    var isTold = payload.contains("DEPLOYED") && !name.equals("pull_request_target");
    assertThat(event.sha()).isEqualTo(isTold ? DEPLOYED : HEADS.get(ref));
  }

  @Test
  void saysThatARefIsGone() {
    var body = Json.object().put("ref", "gone").put("ref_type", "tag").put("repository", TRUNK);
    assertThatThrownBy(() -> read("create", body.build()))
        .hasMessage("refs/tags/gone is not in the repository");
  }

  private static Event read(String name, Json.Obj body) {
    return GitHubEvents.read(name, body, ref -> Optional.ofNullable(HEADS.get(ref)));
  }
}

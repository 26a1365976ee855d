package dev.slipway.ci.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.model.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bodies that are not as GitHub sends them; `events/github` holds those that are.
class GitHubEventsTest {
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
    assertThatThrownBy(() -> GitHubEvents.read("push", body))
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
    assertThatThrownBy(() -> GitHubEvents.read("pull_request", body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesBranchesThatAreNone() {
    for (var side : List.of("base", "head")) {
      var request = REQUEST.object("pull_request");
      var bad = request.object(side).with("ref", Json.of("a\nb"));
      var body = REQUEST.with("pull_request", request.with(side, bad));
      assertThatThrownBy(() -> GitHubEvents.read("pull_request", body))
          .hasMessage("\"%s.ref\" is no branch".formatted(side));
    }
  }

  @Test
  void takesTheHeadOfARequestThatIsNotMergedForATest() {
    var request = REQUEST.object("pull_request").with("merge_commit_sha", Json.Null.INSTANCE);
    var event = GitHubEvents.read("pull_request", REQUEST.with("pull_request", request));
    assertThat(event.sha()).isEqualTo(request.object("head").requireString("sha"));
  }

  @Test
  void aNewBranchHasNoCommitBefore() {
    for (var before : List.of("\"%s\"".formatted("0".repeat(40)), "\"\"", "null")) {
      var body = PUSH.with("before", Json.parse(before));
      assertThat(GitHubEvents.read("push", body).before()).as(before).isEmpty();
    }
  }

  @Test
  void aDispatchNeedsItsCommit() {
    var body = SampleEvents.read("workflow_dispatch");
    assertThatThrownBy(() -> GitHubEvents.read("workflow_dispatch", body))
        .hasMessage("\"after\" is missing or not a string");
    var event = GitHubEvents.read("workflow_dispatch", body.with("after", Json.of("a".repeat(40))));
    assertThat(event.sha()).isEqualTo("a".repeat(40));
  }

  @Test
  void otherEventsStartNothing() {
    assertThatThrownBy(() -> GitHubEvents.read("star", SampleEvents.read("star")))
        .hasMessage("event star starts no runs");
  }
}

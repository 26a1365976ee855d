package dev.slipway.ci.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The `github` context of typical events.
class GitHubContextTest {
  private static final RepositoryId REPOSITORY = RepositoryId.parse("octo/hello");
  private static final String SHA = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";

  @Test
  void ofAPush() {
    assertThat(without(context(event("push", Json.Obj.EMPTY), "https://github.com"), "event"))
        .isEqualTo(
            Json.parse(
                """
                {
                  "event_name": "push",
                  "ref": "refs/heads/feature/x",
                  "ref_name": "feature/x",
                  "ref_type": "branch",
                  "ref_protected": false,
                  "sha": "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
                  "base_ref": "",
                  "head_ref": "",
                  "repository": "octo/hello",
                  "repository_owner": "octo",
                  "repositoryUrl": "git://github.com/octo/hello.git",
                  "repository_id": "",
                  "actor": "mona",
                  "triggering_actor": "mona",
                  "actor_id": "",
                  "workflow": "CI",
                  "workflow_ref": "octo/hello/.github/workflows/ci.yml@refs/heads/feature/x",
                  "workflow_sha": "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
                  "run_id": "77",
                  "run_number": "5",
                  "run_attempt": "2",
                  "retention_days": "90",
                  "secret_source": "None",
                  "server_url": "https://github.com",
                  "api_url": "https://api.github.com",
                  "graphql_url": "https://api.github.com/graphql"
                }
                """));
  }

  @Test
  void ofAPullRequest() {
    var payload = Json.object().put("number", 7).put("action", "reopened").build();
    var context = context(event("pull_request", payload), "https://git.example.com");
    assertThat(
            List.of("event_name", "ref", "ref_name", "ref_type", "base_ref", "head_ref", "api_url"))
        .map(name -> context.requireString(name))
        .containsExactly(
            "pull_request",
            "refs/pull/7/merge",
            "7/merge",
            "branch",
            "main",
            "feature/x",
            "https://git.example.com/api/v3");
    assertThat(context.object("event").string("action")).contains("reopened");
  }

  @Test
  void ofATag() {
    var payload = Json.object().put("ref", "refs/tags/v1/2").build();
    var context = context(event("push", payload), "https://github.com");
    assertThat(context.string("ref_name")).contains("v1/2");
    assertThat(context.string("ref_type")).contains("tag");
  }

  @Test
  void numbersOfPeopleAndRepositoriesAreTexts() {
    var payload =
        Json.object()
            .put("repository", Json.object().put("id", 186853002).build())
            .put("sender", Json.object().put("id", 21031067).build())
            .build();
    var context = context(event("push", payload), "https://github.com");
    assertThat(context.string("repository_id")).contains("186853002");
    assertThat(context.string("actor_id")).contains("21031067");
  }

  @Test
  void aDispatchHasItsInputsInTheEvent() {
    var payload = Json.object().put("inputs", Json.object().put("loud", "true").build()).build();
    var event = event("workflow_dispatch", payload);
    assertThat(event.payload().object("inputs").string("loud")).contains("true");
    assertThat(event.payload().string("ref")).contains("refs/heads/feature/x");
  }

  @Test
  void aRunIsTitledAfterItsCommitOrRequest() {
    var commit = Json.object().put("message", "Say hello\n\nat length").build();
    var request = Json.object().put("title", "Greet").build();
    assertThat(event("push", Json.object().put("head_commit", commit).build()).title())
        .contains("Say hello");
    assertThat(event("pull_request", Json.object().put("pull_request", request).build()).title())
        .contains("Greet");
    assertThat(event("push", Json.Obj.EMPTY).title()).isEmpty();
  }

  private static Event event(String name, Json.Obj payload) {
    return TypicalEvents.of(name, REPOSITORY, "feature/x", SHA, "mona", payload);
  }

  private static Json.Obj context(Event event, String server) {
    return GitHubContext.of(event, "CI", ".github/workflows/ci.yml", new RunId(77), 5, 2, server);
  }

  private static Json without(Json.Obj context, String name) {
    var members = new LinkedHashMap<>(context.members());
    members.remove(name);
    return new Json.Obj(members);
  }
}

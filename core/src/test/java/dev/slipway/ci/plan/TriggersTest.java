package dev.slipway.ci.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ci.plan.Triggers.Match;
import dev.slipway.ci.run.PlannedRun;
import dev.slipway.ci.workflow.EventGrammar;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which events start a workflow.
class TriggersTest {
  private static final RepositoryId REPOSITORY = RepositoryId.parse("o/r");
  private static final String SHA = "a".repeat(40);

  @ParameterizedTest(name = "on: {0}, push of {1}: {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          push                                        ~ refs/heads/main      ~ starts
          push                                        ~ refs/tags/v1         ~ starts
          pull_request                                ~ refs/heads/main      ~ the workflow is not triggered by push
          {push: {branches: [main]}}                  ~ refs/heads/main      ~ starts
          {push: {branches: [main]}}                  ~ refs/heads/dev       ~ branch dev does not pass its filter
          {push: {branches: [main]}}                  ~ refs/tags/v1         ~ only branch pushes start it
          {push: {tags: [v*]}}                        ~ refs/tags/v1         ~ starts
          {push: {tags: [v*]}}                        ~ refs/tags/x          ~ tag x does not pass its filter
          {push: {tags: [v*]}}                        ~ refs/heads/v1        ~ only tag pushes start it
          {push: {branches: [main], tags: [v*]}}      ~ refs/tags/v1         ~ starts
          {push: {branches: [main], tags: [v*]}}      ~ refs/heads/main      ~ starts
          {push: {branches-ignore: [dev]}}            ~ refs/heads/main      ~ starts
          {push: {branches-ignore: [dev]}}            ~ refs/heads/dev       ~ branch dev does not pass its filter
          {push: {branches-ignore: [dev]}}            ~ refs/tags/v1         ~ only branch pushes start it
          {push: {tags-ignore: [x]}}                  ~ refs/tags/v1         ~ starts
          {push: {tags-ignore: [x]}}                  ~ refs/heads/main      ~ only tag pushes start it
          {push: {branches: ['releases/**', '!releases/**-alpha']}} ~ refs/heads/releases/1       ~ starts
          {push: {branches: ['releases/**', '!releases/**-alpha']}} ~ refs/heads/releases/1-alpha ~ branch releases/1-alpha does not pass its filter
          {push: {branches: ['**']}}                  ~ refs/heads/a/b       ~ starts
          [workflow_dispatch, push]                   ~ refs/heads/main      ~ starts
          """)
  void pushes(String on, String ref, String answer) {
    assertThat(answer(match(on, push(ref, ""), TriggersTest::nobodyAsks))).isEqualTo(answer);
  }

  @ParameterizedTest(name = "on: {0}, {1} changed: {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {push: {paths: ['src/**']}}                  ~ src/a.js            ~ starts
          {push: {paths: ['src/**']}}                  ~ docs/a.md           ~ no changed file passes its path filter
          {push: {paths: ['src/**']}}                  ~ docs/a.md src/a.js  ~ starts
          {push: {paths: ['src/**']}}                  ~ ''                  ~ no changed file passes its path filter
          {push: {paths: ['./src/**']}}                ~ src/a.js            ~ no changed file passes its path filter
          {push: {paths: ['src/**', '!src/docs/**']}}  ~ src/docs/a.md       ~ no changed file passes its path filter
          {push: {paths: ['src/**', '!src/docs/**']}}  ~ src/docs/a.md src/b ~ starts
          {push: {paths-ignore: ['docs/**']}}          ~ docs/a.md           ~ no changed file passes its path filter
          {push: {paths-ignore: ['docs/**']}}          ~ docs/a.md b         ~ starts
          {push: {paths-ignore: ['docs/**']}}          ~ ''                  ~ no changed file passes its path filter
          {push: {branches: [dev], paths: ['**']}}     ~ a                   ~ branch main does not pass its filter
          {push: {branches: [main], paths: [b]}}       ~ a                   ~ no changed file passes its path filter
          {push: {branches: [main], paths: [b]}}       ~ b                   ~ starts
          """)
  void pathFilters(String on, String files, String answer) {
    var changed = Optional.of(files.isEmpty() ? List.<String>of() : List.of(files.split(" ", -1)));
    assertThat(answer(match(on, push("refs/heads/main", ""), () -> changed))).isEqualTo(answer);
  }

  @Test
  void aPathFilterLooksAtTheFirstThreeHundredFiles() {
    var others = IntStream.range(0, 300).mapToObj(i -> "docs/%d.md".formatted(i));
    var files = Stream.concat(others, Stream.of("src/a.js")).toList();
    var event = push("refs/heads/main", "");
    assertThat(answer(match("{push: {paths: ['src/**']}}", event, () -> Optional.of(files))))
        .isEqualTo("no changed file passes its path filter");
    assertThat(
            answer(
                match(
                    "{push: {paths: ['src/**']}}",
                    event,
                    () -> Optional.of(files.subList(1, 301)))))
        .isEqualTo("starts");
  }

  @Test
  void whatNobodyCanTellPassesAPathFilter() {
    assertThat(
            answer(
                match("{push: {paths: ['src/**']}}", push("refs/heads/main", ""), Optional::empty)))
        .isEqualTo("starts");
  }

  @Test
  void aTagIsNotHeldAgainstPaths() {
    assertThat(
            answer(
                match(
                    "{push: {paths: ['src/**']}}",
                    push("refs/tags/v1", ""),
                    TriggersTest::nobodyAsks)))
        .isEqualTo("starts");
  }

  @ParameterizedTest(name = "on: {0}, {1} of a request to {2}: {3}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          pull_request                                     ~ opened      ~ main ~ starts
          pull_request                                     ~ synchronize ~ main ~ starts
          pull_request                                     ~ reopened    ~ main ~ starts
          pull_request                                     ~ closed      ~ main ~ activity type closed does not start it
          pull_request                                     ~ labeled     ~ main ~ activity type labeled does not start it
          {pull_request: {types: [closed]}}                ~ closed      ~ main ~ starts
          {pull_request: {types: [closed]}}                ~ opened      ~ main ~ activity type opened does not start it
          {pull_request: {types: closed}}                  ~ closed      ~ main ~ starts
          {pull_request: {branches: [main]}}               ~ opened      ~ main ~ starts
          {pull_request: {branches: ['releases/**']}}      ~ opened      ~ main ~ base branch main does not pass its filter
          {pull_request: {branches-ignore: [main]}}        ~ opened      ~ main ~ base branch main does not pass its filter
          push                                             ~ opened      ~ main ~ the workflow is not triggered by pull_request
          pull_request_target                              ~ opened      ~ main ~ the workflow is not triggered by pull_request
          """)
  void pullRequests(String on, String action, String base, String answer) {
    assertThat(answer(match(on, pullRequest(action, base, ""), TriggersTest::nobodyAsks)))
        .isEqualTo(answer);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          fix [skip ci]                              ~ skipped
          [ci skip] fix                              ~ skipped
          fix [no ci]                                ~ skipped
          fix [skip actions]                         ~ skipped
          fix [actions skip]                         ~ skipped
          fix\\n\\nbody [skip ci] of it              ~ skipped
          fix\\n\\n\\nskip-checks: true              ~ skipped
          fix\\n\\n\\nskip-checks:true               ~ skipped
          fix\\n\\nSigned-off-by: a\\nskip-checks: true\\n ~ skipped
          fix\\n\\nskip-checks: true\\nSigned-off-by: a    ~ starts
          fix\\n\\nskip-checks: false                ~ starts
          skip-checks: true                          ~ starts
          fix skip ci                                ~ starts
          fix [skip-ci]                              ~ starts
          fix [skip  ci]                             ~ starts
          """)
  void messagesThatAskToSkip(String message, String answer) {
    var text = message.replace("\\n", "\n");
    var skipped = "the commit message asks to skip CI";
    for (var event : List.of(push("refs/heads/main", text), pullRequest("opened", "main", text))) {
      assertThat(
              answer(match("[push, pull_request]", event, TriggersTest::nobodyAsks))
                  .replace(skipped, "skipped"))
          .as(event.name())
          .isEqualTo(answer);
    }
  }

  @ParameterizedTest(name = "on: {0}, {1} {2}: {3}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          issues                                    ~ issues       ~ {"action": "pinned"}   ~ starts
          {issues: {types: [opened, labeled]}}      ~ issues       ~ {"action": "labeled"}  ~ starts
          {issues: {types: [opened, labeled]}}      ~ issues       ~ {"action": "closed"}   ~ activity type closed does not start it
          {release: {types: published}}             ~ release      ~ {"action": "created"}  ~ activity type created does not start it
          release                                   ~ release      ~ {}                     ~ starts
          {repository_dispatch: {types: [deploy]}}  ~ repository_dispatch ~ {"action": "deploy"} ~ starts
          {repository_dispatch: {types: [deploy]}}  ~ repository_dispatch ~ {"action": "test"}   ~ activity type test does not start it
          pull_request_target                       ~ pull_request_target ~ {"action": "labeled"} ~ activity type labeled does not start it
          {pull_request_target: {branches: [rel/*]}} ~ pull_request_target ~ {} ~ base branch main does not pass its filter
          {merge_group: {branches: [main]}}         ~ merge_group  ~ {"merge_group": {"base_ref": "refs/heads/main"}} ~ starts
          {merge_group: {branches: [main]}}         ~ merge_group  ~ {"merge_group": {"base_ref": "refs/heads/dev"}} ~ base branch dev does not pass its filter
          {workflow_run: {workflows: [CI]}}         ~ workflow_run ~ {"workflow_run": {"name": "CI"}} ~ starts
          {workflow_run: {workflows: [CI]}}         ~ workflow_run ~ {"workflow_run": {"name": "Docs"}} ~ a run of workflow Docs does not start it
          {workflow_run: {workflows: [CI], branches-ignore: [dev]}} ~ workflow_run ~ {"workflow_run": {"name": "CI", "head_branch": "dev"}} ~ head branch dev does not pass its filter
          {workflow_run: {workflows: [CI], types: [requested]}} ~ workflow_run ~ {} ~ activity type completed does not start it
          {schedule: [{cron: '0 4 * * *'}]}         ~ schedule     ~ {"schedule": "0 4 * * *"} ~ starts
          {schedule: [{cron: '0 4 * * *'}]}         ~ schedule     ~ {"schedule": "0 5 * * *"} ~ it has no schedule 0 5 * * *
          {schedule: [{cron: '0 4 * * *'}]}         ~ schedule     ~ {}                        ~ starts
          {image_version: {names: [ubuntu-*]}}      ~ image_version ~ {"image_version": {"name": "ubuntu-26", "version": "1.0.0"}} ~ starts
          {image_version: {names: [ubuntu-*], versions: [2.*]}} ~ image_version ~ {"image_version": {"name": "ubuntu-26", "version": "1.0.0"}} ~ image version 1.0.0 does not pass its filter
          workflow_call                             ~ workflow_call ~ {}                       ~ only a job of another workflow calls it
          push                                      ~ issues       ~ {}                        ~ the workflow is not triggered by issues
          """)
  void otherEvents(String on, String name, String payload, String answer) {
    var event =
        TypicalEvents.of(name, REPOSITORY, "main", SHA, "me", (Json.Obj) Json.parse(payload));
    assertThat(answer(match(on, event, TriggersTest::nobodyAsks))).isEqualTo(answer);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyEventHasATypicalOne(String name) {
    var event = TypicalEvents.of(name, REPOSITORY, "main", SHA, "me");
    assertThat(event.name()).isEqualTo(name);
    assertThat(event.ref()).startsWith("refs/");
    assertThat(event.payload().string("action")).isEqualTo(event.action());
    var on = name.equals("schedule") ? "{schedule: [{cron: '0 4 * * *'}]}" : name;
    assertThat(answer(match(on, event, TriggersTest::nobodyAsks)))
        .isEqualTo(
            name.equals("workflow_call") ? "only a job of another workflow calls it" : "starts");
  }

  static Stream<String> names() {
    return EventGrammar.names().stream();
  }

  @Test
  void anotherNameIsNoEvent() {
    assertThatThrownBy(() -> TypicalEvents.of("star", REPOSITORY, "main", SHA, "me"))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageStartingWith("'star' is no event that starts workflows; known are branch_prot");
  }

  @Test
  void aDispatchIsNeverSkipped() {
    var event =
        TypicalEvents.of("workflow_dispatch", REPOSITORY, "main", SHA, "me", said("[skip ci]"));
    assertThat(answer(match("workflow_dispatch", event, TriggersTest::nobodyAsks)))
        .isEqualTo("starts");
  }

  @Test
  void aDeletedRefStartsNothing() {
    var event = TypicalEvents.of("push", REPOSITORY, "main", "0".repeat(40), "me");
    assertThat(answer(match("push", event, TriggersTest::nobodyAsks)))
        .isEqualTo("the ref was deleted");
  }

  private static Optional<List<String>> nobodyAsks() {
    throw new AssertionError("no path filter, so nobody needs the files");
  }

  private static Event push(String ref, String message) {
    return TypicalEvents.of(
        "push", REPOSITORY, "main", SHA, "me", said(message).with("ref", Json.of(ref)));
  }

  private static Event pullRequest(String action, String base, String message) {
    var payload =
        said(message)
            .with("action", Json.of(action))
            .with(
                "pull_request",
                Json.object().put("base", Json.object().put("ref", base).build()).build());
    return TypicalEvents.of("pull_request", REPOSITORY, "feature", SHA, "me", payload);
  }

  private static Json.Obj said(String message) {
    return Json.object().put("head_commit", Json.object().put("message", message).build()).build();
  }

  private static Match match(
      String on, Event event, Supplier<Optional<List<String>>> changedFiles) {
    return Triggers.match(workflow(on), event, changedFiles);
  }

  private static String answer(Match match) {
    return switch (match) {
      case Match.Starts _ -> "starts";
      case Match.Ignored(var why) -> why;
    };
  }

  private static Workflow workflow(String on) {
    return PlannedRun.workflow(
        "on: %s\njobs: {a: {runs-on: x, steps: [{run: a}]}}\n".formatted(on));
  }
}

package dev.slipway.ci.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.workflow.Action.Runs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionReaderTest {
  private static Action action(String source) {
    return switch (ActionReader.read("action.yml", source)) {
      case ActionReader.Result.Valid(var action) -> action;
      case ActionReader.Result.Refused(var findings) -> throw new AssertionError(findings);
    };
  }

  private static List<String> refused(String source) {
    return switch (ActionReader.read("action.yml", source)) {
      case ActionReader.Result.Valid _ -> List.of();
      case ActionReader.Result.Refused(var findings) ->
          findings.stream().map(Finding::message).toList();
    };
  }

  @Test
  void readsACompositeAction() {
    var action =
        action(
            """
            name: Greet
            description: says hello
            author: mona
            branding: {icon: heart, color: red}
            inputs:
              who: {description: whom, required: true, default: "${{ github.actor }}"}
              times: {default: 3, deprecationMessage: use who}
              bare:
            outputs:
              words: {description: what was said, value: "${{ steps.say.outputs.words }}"}
            runs:
              using: composite
              steps:
                - id: say
                  shell: bash
                  run: echo "${{ inputs.who }}"
                  continue-on-error: true
                - uses: ./other
                  if: failure() && inputs.times == 3
                  with: {a: true}
            """);
    assertThat(action.inputs()).containsOnlyKeys("who", "times", "bare");
    assertThat(action.inputs().get("times"))
        .satisfies(input -> {
          assertThat(input.fallback().map(Template::text)).contains("3");
          assertThat(input.deprecation()).contains("use who");
        });
    var runs = (Runs.Composite) action.runs();
    assertThat(runs.outputs()).containsOnlyKeys("words");
    assertThat(runs.steps()).extracting(Step::key).containsExactly("say", "__self");
  }

  @Test
  void readsWhatComesBeforeAndAfter() {
    var runs =
        (Runs.JavaScript)
            action(
                    """
                    runs:
                      using: Node24
                      main: dist/index.js
                      pre: dist/setup.js
                      pre-if: runner.os == 'Linux'
                      post: dist/cleanup.js
                    """)
                .runs();
    assertThat(runs.using()).isEqualTo("node24");
    assertThat(runs.pre().map(pre -> pre.condition().text())).contains("runner.os == 'Linux'");
    assertThat(runs.post().map(post -> post.condition().text())).contains("always()");
  }

  @Test
  void readsAContainerAction() {
    var runs =
        (Runs.Docker)
            action(
                    """
                    runs:
                      using: docker
                      image: Dockerfile
                      args: ['--who', "${{ inputs.who }}"]
                      env: {LEVEL: 1}
                      post-entrypoint: /cleanup.sh
                    """)
                .runs();
    assertThat(runs.arguments()).hasSize(2);
    assertThat(runs.env()).containsKey("LEVEL");
    assertThat(runs.post().map(Action.Phase::program)).contains("/cleanup.sh");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: x | Required property is missing: runs",
        "'runs: {using: node12x, main: a.js}' | 'using: node12x' is not supported",
        "'runs: {using: composite, steps: [{run: a}]}' | Required property is missing: shell",
        "'runs: {using: composite, steps: [{run: a, shell: sh, timeout-minutes: 3}]}' | Unexpected value 'timeout-minutes'",
        "'runs: {using: composite, steps: [{run: \"${{ secrets.A }}\", shell: sh}]}' | Unrecognized named-value: 'secrets'",
        "'runs: {using: composite, steps: [{wait-all: true}]}' | Unexpected value 'wait-all'",
        "'runs: {using: composite, steps: [{id: a, run: a, shell: sh}, {id: A, run: a, shell: sh}]}' | may not be used more than once",
        "'[1, 2' | stream end",
        "'# nothing' | file"
      })
  void saysWhatIsWrong(String source, String message) {
    assertThat(refused(source)).anySatisfy(one -> assertThat(one).contains(message));
  }
}

package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ProblemMatcherTest {
  /// That of ESLint's `stylish`, from the documentation of problem matchers.
  private static final String ESLINT =
      """
      {"problemMatcher": [{"owner": "eslint", "pattern": [
        {"regexp": "^([^\\\\s].*)$", "file": 1},
        {"regexp": "^\\\\s+(\\\\d+):(\\\\d+)\\\\s+(error|warning|info)\\\\s+(.*)\\\\s\\\\s+(.*)$",
         "line": 1, "column": 2, "severity": 3, "message": 4, "code": 5, "loop": true}]}]}
      """;

  private static final String GCC =
      """
      {"problemMatcher": [{"owner": "gcc", "severity": "warning", "pattern": [
        {"regexp": "^(.+):(\\\\d+): (?:(error): )?(.*)$", "file": 1, "line": 2, "severity": 3, "message": 4}]}]}
      """;

  @TempDir Path folder;

  private OneJob.Ran print(String matcher, String output) {
    return OneJob.steps(
            folder,
            """
            - env:
                MATCHER: |
            %s
                OUTPUT: |
            %s
              run: |
                printf '%%s' "$MATCHER" > matcher.json
                echo "::add-matcher::matcher.json"
                printf '%%b' "$OUTPUT"
            """
                .formatted(matcher.indent(6), output.indent(6)))
        .run();
  }

  @Test
  void showsTheLinesThatTellOfProblems() {
    var ran =
        print(
            GCC,
            """
            compiling
            main.c:3: error: no such thing
            main.c:4: looks strange
            \\033[31mmain.c:5: error: red\\033[0m
            """);
    assertThat(ran.steps()).as(ran.text()).isEqualTo("success");
    assertThat(ran.printed(1))
        .containsExactly(
            "compiling",
            "##[error]main.c:3: error: no such thing",
            "##[warning]main.c:4: looks strange",
            "##[error]main.c:5: error: red");
  }

  @Test
  void goesOnWithLinesThatBelongTogether() {
    var ran =
        print(
            ESLINT,
            """
            test.js
              1:0   error    Missing "use strict" statement    strict
              5:10  warning  'addOne' is defined but never used  no-unused-vars
              nothing
              6:1   error    alone  rule
            """);
    assertThat(ran.printed(1).stream().filter(line -> line.startsWith("##[")))
        .containsExactly(
            "##[error]  1:0   error    Missing \"use strict\" statement    strict",
            "##[warning]  5:10  warning  'addOne' is defined but never used  no-unused-vars");
  }

  @Test
  void readsTheOutputOfLaterStepsUntilItIsRemoved() {
    var ran =
        OneJob.steps(
                folder,
                """
                - env: {MATCHER: '{"problemMatcher":[{"owner":"o","pattern":[{"regexp":"^bad (.*)","message":1}]}]}'}
                  run: |
                    echo "$MATCHER" > m.json
                    echo "::add-matcher::m.json"
                - run: echo bad one; echo "::remove-matcher owner=O::"; echo bad two
                - run: echo bad three
                - run: echo "::add-matcher::nowhere.json"
                """)
            .run();
    assertThat(ran.printed(2)).containsExactly("##[error]bad one", "bad two");
    assertThat(ran.printed(3)).containsExactly("bad three");
    assertThat(ran.steps()).isEqualTo("success success success failure");
  }

  @Test
  void letsGoOfAPatternThatTriesForEver() {
    var ran =
        print(
            "{\"problemMatcher\":[{\"owner\":\"slow\",\"pattern\":[{\"regexp\":\"^((a*)*)\\\\2b$\",\"message\":1}]}]}",
            "a".repeat(200) + "!\nbye\n");
    assertThat(ran.steps()).isEqualTo("success");
    assertThat(ran.printed(1))
        .contains("bye")
        .anySatisfy(
            line -> assertThat(line).startsWith("##[warning]Removing issue matcher 'slow'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[ | is not JSON",
        "{\"problemMatcher\":[{}]} | Owner must not be empty",
        "{\"problemMatcher\":[{\"owner\":\"o\"}]} | does not contain any patterns",
        "{\"problemMatcher\":[{\"owner\":\"o\",\"severity\":\"fatal\",\"pattern\":[{}]}]} | unexpected default severity",
        "{\"problemMatcher\":[{\"owner\":\"o\",\"pattern\":[{\"regexp\":\"a\"}]}]} | must set 'message'",
        "{\"problemMatcher\":[{\"owner\":\"o\",\"pattern\":[{\"regexp\":\"(\",\"message\":0}]}]} | Invalid pattern",
        "{\"problemMatcher\":[{\"owner\":\"o\",\"pattern\":[{\"regexp\":\"a\",\"message\":1}]}]} | out of range",
        "{\"problemMatcher\":[{\"owner\":\"o\",\"pattern\":[{\"regexp\":\"a\",\"message\":0,\"loop\":true}]}]} | Only the last pattern",
        "{\"problemMatcher\":[{\"owner\":\"o\",\"pattern\":[{\"message\":0},{\"message\":0}]}]} | set twice"
      })
  void refusesWhatIsNoMatcher(String content, String why) {
    assertThatThrownBy(() -> ProblemMatcher.read(content.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining(why);
  }
}

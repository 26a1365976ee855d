package dev.slipway.ci.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The repair of script injection: what changes and what stays.
class InjectionFixTest {
  private static final String HEAD =
      "on: issues\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n";

  private static String fixed(String steps) {
    var result = InjectionFix.apply(HEAD + steps);
    assertThat(result).startsWith(HEAD);
    return result.substring(HEAD.length());
  }

  @Test
  void liftsAnExpressionIntoANewEnvironment() {
    assertThat(
            fixed(
                """
                      - name: Greet # kindly
                        run: |
                          echo "New: ${{ github.event.issue.title }}!"
                          echo ${{github.event.issue.title}} by '${{ github.head_ref }}'
                          echo ${{ github.event.issue.number }}
                """
                    .indent(0)))
        .isEqualTo(
            """
                  - name: Greet # kindly
                    env:
                      ISSUE_TITLE: ${{ github.event.issue.title }}
                      HEAD_REF: ${{ github.head_ref }}
                    run: |
                      echo "New: ${ISSUE_TITLE}!"
                      echo "${ISSUE_TITLE}" by ''"${HEAD_REF}"''
                      echo ${{ github.event.issue.number }}
            """);
  }

  @Test
  void addsToAnEnvironmentThatIsThere() {
    assertThat(
            fixed(
                """
                      - run: echo ${{ github.head_ref }}
                        env:
                          HEAD_REF: other
                          LAST: one
                """))
        .isEqualTo(
            """
                  - run: echo "${HEAD_REF_2}"
                    env:
                      HEAD_REF_2: ${{ github.head_ref }}
                      HEAD_REF: other
                      LAST: one
            """);
  }

  @Test
  void usesAVariableThatHoldsItAlready() {
    assertThat(
            fixed(
                """
                      - env: {BRANCH: '${{ github.head_ref }}'}
                        run: git switch ${{ github.head_ref }}
                """))
        .isEqualTo(
            """
                  - env: {BRANCH: '${{ github.head_ref }}'}
                    run: git switch "${BRANCH}"
            """);
  }

  @Test
  void worksInBracesAndQuotes() {
    assertThat(fixed("      - {run: 'echo ${{ github.head_ref }}'}\n"))
        .isEqualTo(
            "      - {env: {HEAD_REF: \"${{ github.head_ref }}\"}, run: 'echo \"${HEAD_REF}\"'}\n");
    assertThat(fixed("      - run: \"echo ${{ github.head_ref }}\"\n"))
        .isEqualTo(
            """
                  - env:
                      HEAD_REF: ${{ github.head_ref }}
                    run: "echo \\"${HEAD_REF}\\""
            """);
  }

  @Test
  void knowsPowerShellAndLeavesOthersAlone() {
    assertThat(fixed("      - run: Write-Host \"${{ github.head_ref }}\"\n        shell: pwsh\n"))
        .isEqualTo(
            """
                  - env:
                      HEAD_REF: ${{ github.head_ref }}
                    run: Write-Host "${env:HEAD_REF}"
                    shell: pwsh
            """);
    var python = "      - run: print('${{ github.head_ref }}')\n        shell: python\n";
    assertThat(fixed(python)).isEqualTo(python);
    var heredoc =
        "      - run: |\n          cat <<EOF\n          ${{ github.head_ref }}\n          EOF\n";
    assertThat(fixed(heredoc)).isEqualTo(heredoc);
  }

  @Test
  void leavesValidAndInvalidFilesAlone() {
    var fine = HEAD + "      - run: echo ${{ github.sha }}\n";
    assertThat(InjectionFix.apply(fine)).isEqualTo(fine);
    assertThat(InjectionFix.apply("on: nothing\n")).isEqualTo("on: nothing\n");
  }
}

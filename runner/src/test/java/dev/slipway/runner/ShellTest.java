package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellTest {
  private static final Path SCRIPT = Path.of("/tmp/a script");

  @TempDir Path bin;

  @BeforeEach
  void makePrograms() throws IOException {
    for (var program : new String[] {"bash", "sh", "python", "python3", "pwsh", "perl", "fish"}) {
      program(program);
    }
  }

  private void program(String name) throws IOException {
    assertThat(Files.createFile(bin.resolve(name)).toFile().setExecutable(true)).isTrue();
  }

  /// What the workflow says, what is run, and how the script's file is named.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                   | [bash, -e, FILE]                                           | .sh
          bash                     | [bash, --noprofile, --norc, -e, -o, pipefail, FILE]        | .sh
          sh                       | [sh, -e, FILE]                                             | .sh
          python                   | [python, FILE]                                             | .py
          pwsh                     | [pwsh, -command, . 'FILE']                                 | .ps1
          bash -x {0}              | [bash, -x, FILE]                                           | .sh
          perl -w {0} last         | [perl, -w, FILE, last]                                     | ''
          python3 -u {0}           | [python3, -u, FILE]                                        | .py
          pwsh -NoProfile -f {0}   | [pwsh, -NoProfile, -f, FILE]                               | .ps1
          fish --init "a b" {0}    | [fish, --init, a b, FILE]                                  | ''
          bash -c "exec bash {0}"  | [bash, -c, exec bash FILE]                                 | .sh
          """)
  void runsAScriptWithGitHubsFlags(String said, String run, String extension) {
    var shell = Shell.of(Optional.ofNullable(said), bin.toString());
    assertThat(shell.commandFor(SCRIPT).toString())
        .isEqualTo(run.replace("[", "[" + bin + "/").replace("FILE", SCRIPT.toString()));
    assertThat(shell.extension()).isEqualTo(extension);
  }

  @Test
  void takesShWhereNobodyChoseAndThereIsNoBash() throws IOException {
    Files.delete(bin.resolve("bash"));
    assertThat(Shell.of(Optional.empty(), bin.toString()).commandFor(SCRIPT))
        .containsExactly(bin + "/sh", "-e", SCRIPT.toString());
  }

  @Test
  void takesPython3WhereThereIsNoPython() throws IOException {
    Files.delete(bin.resolve("python"));
    assertThat(Shell.of(Optional.of("python"), bin.toString()).program())
        .isEqualTo(bin.resolve("python3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zsh                 | Invalid shell option 'zsh'. Shell must be a valid built-in
          bash -x             | Invalid shell option 'bash -x'. Shell must be a valid built-in
          nosuchshell {0}     | nosuchshell: command not found
          /no/such/shell {0}  | /no/such/shell: command not found
          cmd                 | shell cmd exists on Windows only
          powershell          | shell powershell exists on Windows only
          """)
  void refusesAShellThatIsNone(String said, String why) {
    assertThatThrownBy(() -> Shell.of(Optional.of(said), bin.toString()))
        .isInstanceOf(StepFailure.class)
        .hasMessageStartingWith(why);
  }

  @Test
  void stopsPwshAtErrorsAndHandsOnItsExitCode() {
    var shell = Shell.of(Optional.of("pwsh"), bin.toString());
    assertThat(shell.wrap("Write-Host hi"))
        .isEqualTo(
            """
            $ErrorActionPreference = 'stop'
            Write-Host hi
            if ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }
            """);
    assertThat(Shell.of(Optional.of("bash"), bin.toString()).wrap("echo hi"))
        .isEqualTo("echo hi\n");
  }
}

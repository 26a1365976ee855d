package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.LogEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of what a step prints.
class StepOutputTest {
  private final ScriptedControlPlane control = new ScriptedControlPlane();
  private final Masker masker = new Masker();
  private final StepLog log =
      new StepLog(1, control, masker, InstantSource.fixed(Instant.EPOCH), new Notes());
  private final ProblemMatchers matchers = new ProblemMatchers(Path.of(""));
  private StepCommands.Mode mode = new StepCommands.Mode(false, false, matchers);
  private StepCommands commands = new StepCommands(log, masker, mode);

  private List<String> print(String output) {
    return print(output.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> print(byte[] output) {
    commands = new StepCommands(log, masker, mode);
    try {
      new LineReader(new StepOutput(log, commands, masker)).read(new ByteArrayInputStream(output));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return control.events().stream().map(event -> ((LogEvent.Line) event).text()).toList();
  }

  /// What a step prints, and what the log shows; `;` stands between lines.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          plain                                        | plain
          ::group::Build it                            | ##[group]Build it
          ::endgroup::                                 | ##[endgroup]
          ::error::broken                              | ##[error]broken
          ::warning file=a.js,line=3,col=5::hm         | ##[warning]a.js:3: hm
          ::notice title=T::look                       | ##[notice]look
          ::error file=a%2Cb.js::x                     | ##[error]a,b.js: x
          ::error::one%0Atwo%25                        | ##[error]one;two%
          `  ::group::indented`                        | ##[group]indented
          said ::error::inside                         | said ::error::inside
          ::nosuch::thing                              | ::nosuch::thing
          ::error                                      | ::error
          ::ERROR::case                                | ##[error]case
          ##[error]older                               | ##[error]older
          before ##[warning]older                      | ##[warning]older
          ##[section]unknown                           | ##[section]unknown
          ##[group]older                               | ##[group]older
          ::debug::hidden                              | ``
          ::echo::on;::endgroup::;::echo::off          | ::endgroup::;##[endgroup];::echo::off
          ::echo::on;::warning::once                   | ##[warning]once
          ::add-mask::geheim;a geheim b                | a *** b
          ::add-mask:: ;x                              | ##[warning]Can't add secret mask for empty string in ##[add-mask] command.;x
          ::echo::on;::add-mask::geheim                | ::add-mask::***
          ::add-mask::one%0Atwo;two one                | *** ***
          ::stop-commands::tok;::error::x;::tok::      | ::stop-commands::tok;::error::x;::tok::
          ::stop-commands::tok;::TOK::;::error::x      | ::stop-commands::tok;::TOK::;##[error]x
          ::stop-commands::tok;::tik::;::add-mask::x;x | ::stop-commands::tok;::tik::;::add-mask::x;x
          """)
  void shows(String printed, String shown) {
    assertThat(print(printed.replace(';', '\n'))).isEqualTo(lines(shown));
    assertThat(commands.failed()).isFalse();
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(";", -1));
  }

  /// Commands that cannot be obeyed fail the step, and the log says why.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ::set-env name=A::1      | The `set-env` command is disabled.
          ::add-path::/evil        | The `add-path` command is disabled.
          ::set-output::1          | Required field 'name' is missing in ##[set-output] command.
          ::save-state name=::1    | Required field 'name' is missing in ##[save-state] command.
          ::echo::maybe            | Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: 'maybe'.
          """)
  void refuses(String printed, String why) {
    var shown = print(printed + "\nnext");
    assertThat(shown.getFirst())
        .isEqualTo("##[error]Unable to process command '%s' successfully.".formatted(printed));
    assertThat(shown.get(1)).startsWith("##[error]" + why);
    assertThat(shown.getLast()).isEqualTo("next");
    assertThat(commands.failed()).isTrue();
    assertThat(commands.env()).isEmpty();
    assertThat(commands.paths()).isEmpty();
  }

  @Test
  void keepsWhatDeprecatedCommandsSay() {
    var shown =
        print(
            "::set-output name=a::1\n::set-output name=b::x%0Ay\n::save-state name=pid::7\n::set-output name=a::2\n");
    assertThat(commands.outputs()).isEqualTo(Map.of("a", "2", "b", "x\ny"));
    assertThat(commands.states()).isEqualTo(Map.of("pid", "7"));
    assertThat(shown).hasSize(2).allMatch(line -> line.contains("deprecated"));
  }

  @Test
  void letsUnsecureCommandsThroughWhereTheUserAskedForIt() {
    mode = new StepCommands.Mode(false, true, matchers);
    var shown = print("::set-env name=A::1\n::add-path::/mine\n::set-env name=node_options::x\n");
    assertThat(commands.env()).isEqualTo(Map.of("A", "1"));
    assertThat(commands.paths()).containsExactly("/mine");
    assertThat(shown)
        .containsExactly(
            "##[error]Can't update node_options environment variable using ::set-env:: command.");
  }

  @Test
  void tellsMoreWhereDebuggingIsOn() {
    mode = new StepCommands.Mode(true, false, matchers);
    assertThat(print("::debug::one%0Atwo\n::group::g\n"))
        .containsExactly("##[debug]one", "##[debug]two", "::group::g", "##[group]g");
  }

  @Test
  void cutsALineOfTenMegabytesAndLosesNothing() {
    masker.add("needle-in-the-haystack");
    var line = new StringBuilder();
    while (line.length() < 10_000_000) {
      line.append("straw é \ud83c\udf3e ".repeat(1000)).append("needle-in-the-haystack");
    }
    var shown = print("before\n" + line + "\nafter");
    assertThat(shown.getFirst()).isEqualTo("before");
    assertThat(shown.getLast()).isEqualTo("after");
    assertThat(shown).allMatch(piece -> piece.length() <= 64 * 1024);
    var whole = String.join("", shown.subList(1, shown.size() - 1));
    assertThat(whole.equals(line.toString().replace("needle-in-the-haystack", "***"))).isTrue();
  }

  @Test
  void findsSecretsThatLieAcrossTheCutsOfALongLine() {
    masker.add("s3cr3t-value");
    for (var shift = 0; shift < 24; shift += 3) {
      var output =
          "x".repeat(LineReader.LONGEST - 12 + shift) + "s3cr3t-value" + "y".repeat(70_000);
      var one = new StepOutputTest();
      one.masker.add("s3cr3t-value");
      var shown = String.join("", one.print(output));
      assertThat(shown.contains("s3c") || shown.contains("lue")).as("shift " + shift).isFalse();
      assertThat(shown).contains("x***y");
    }
  }

  @Test
  void keepsEveryLineOfAHundredThousand() {
    var random = new Random(3);
    var output = new ByteArrayOutputStream();
    var expected = new ArrayList<String>();
    for (var i = 0; i < 100_000; i++) {
      var line = i + "x".repeat(random.nextInt(60));
      expected.add(line);
      output.writeBytes((line + (i % 3 == 0 ? "\r\n" : "\n")).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(print(output.toByteArray())).isEqualTo(expected);
  }

  @Test
  void survivesWhatIsNoTextAtAll() {
    var random = new Random(5);
    var bytes = new byte[1_000_000];
    random.nextBytes(bytes);
    var expected = new String(bytes, StandardCharsets.UTF_8).replaceAll("[\r\n]", "");
    assertThat(String.join("", print(bytes)).equals(expected)).isTrue();
  }
}

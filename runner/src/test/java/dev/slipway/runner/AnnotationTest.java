package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.slipway.ci.job.Annotation;
import dev.slipway.ci.job.Annotation.Level;
import dev.slipway.ci.job.LogEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What steps write for people beside their log.
@Timeout(60)
class AnnotationTest {
  @TempDir Path folder;

  private static List<Annotation> annotations(OneJob.Ran ran) {
    return ran.events().stream()
        .flatMap(event ->
            event instanceof LogEvent.Annotated(_, _, var annotation)
                ? Stream.of(annotation)
                : Stream.empty())
        .toList();
  }

  private static String summary(OneJob.Ran ran) {
    return ran.events().stream()
        .flatMap(event ->
            event instanceof LogEvent.Summary(_, _, var part) ? Stream.of(part) : Stream.empty())
        .collect(Collectors.joining());
  }

  @Test
  void tellsWhereAProblemIs() {
    var ran =
        OneJob.steps(
                folder,
                """
                - run: |
                    echo '::warning file=src/a.c,line=3,endLine=4,col=5,endColumn=9,title=Careful::do %0Anot'
                    echo '::notice::by the way'
                    echo '::error file=src/a.c,line=x::the token s3cr3t-value'
                - run: exit 3
                """)
            .secret("TOKEN", "s3cr3t-value")
            .run();
    assertThat(annotations(ran))
        .containsExactly(
            new Annotation(
                Level.WARNING,
                "do \nnot",
                Optional.of("Careful"),
                Optional.of("src/a.c"),
                Optional.of(new Annotation.Span(3, 4, 5, 9))),
            Annotation.plain(Level.NOTICE, "by the way"),
            new Annotation(
                Level.ERROR,
                "the token ***",
                Optional.empty(),
                Optional.of("src/a.c"),
                Optional.empty()),
            Annotation.plain(Level.ERROR, "Process completed with exit code 3."));
  }

  @Test
  void tellsWhatProblemMatchersFind() {
    var ran =
        OneJob.steps(
                folder,
                """
                - env: {MATCHER: '{"problemMatcher":[{"owner":"o","pattern":[{"regexp":"^(\\\\S+):(\\\\d+): (.*)$","file":1,"line":2,"message":3}]}]}'}
                  run: |
                    echo "$MATCHER" > m.json; touch here.c
                    echo "::add-matcher::m.json"
                    echo "here.c:7: wrong"; echo "../../etc/passwd:1: out"; echo "gone.c:1: gone"
                """)
            .run();
    assertThat(annotations(ran))
        .as(ran.text())
        .extracting(Annotation::message, Annotation::file)
        .containsExactly(
            tuple("wrong", Optional.of("here.c")),
            tuple("out", Optional.empty()),
            tuple("gone", Optional.empty()));
  }

  @Test
  void keepsTenOfAKindOfAStepAndFiftyOfAJob() {
    var step =
        """
        - run: for i in $(seq 15); do echo "::error::e$i"; echo "::notice::n$i"; done; echo "::warning::$(printf 'x%.0s' $(seq 5000))"
        """;
    var ran = OneJob.steps(folder, step.repeat(4)).run();
    var all = annotations(ran);
    assertThat(all).hasSize(50);
    assertThat(all.subList(0, 21).stream().filter(one -> one.level() == Level.ERROR)).hasSize(10);
    assertThat(all.get(20).message()).hasSize(4096);
    assertThat(ran.lines(1)).contains("##[error]e15");
  }

  @Test
  void takesASummaryOfUpToAMegabyte() {
    var ran =
        OneJob.steps(
                folder,
                """
                - run: echo "# Tests of s3cr3t-value" >> "$GITHUB_STEP_SUMMARY"
                - run: head -c 1048576 /dev/zero | tr '\\\\0' a > "$GITHUB_STEP_SUMMARY"
                - run: head -c 1048577 /dev/zero | tr '\\\\0' b > "$GITHUB_STEP_SUMMARY"
                """)
            .secret("TOKEN", "s3cr3t-value")
            .run();
    assertThat(ran.steps()).isEqualTo("success success success");
    assertThat(summary(ran))
        .startsWith("# Tests of ***\n")
        .hasSize(15 + 1048576)
        .doesNotContain("b");
    assertThat(ran.text())
        .contains(
            "##[error]$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k");
  }
}

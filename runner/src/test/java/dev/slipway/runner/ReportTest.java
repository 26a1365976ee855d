package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.Annotation;
import dev.slipway.ci.job.Annotation.Level;
import dev.slipway.ci.job.JobReport.Summary;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What steps say to people beside their log.
class ReportTest {
  @TempDir Path folder;

  @Test
  void hasTheAnnotationsWithTheirPlaces() {
    var report =
        OneJob.steps(
                folder,
                """
                - run: |
                    echo "::warning file=src/a.js,line=3,endLine=4,col=5,endColumn=9,title=Hm::not nice"
                    echo "::notice file=,line=x::look"
                - run: exit 3
                """)
            .run()
            .report();
    assertThat(report.annotations())
        .containsExactly(
            new Annotation(
                Level.WARNING,
                1,
                "not nice",
                Optional.of("Hm"),
                Optional.of("src/a.js"),
                Optional.of(3),
                Optional.of(4),
                Optional.of(5),
                Optional.of(9)),
            Annotation.of(Level.NOTICE, 1, "look"),
            Annotation.of(Level.ERROR, 2, "Process completed with exit code 3."));
  }

  @Test
  void hasTheSummariesOfEachStep() {
    var report =
        OneJob.steps(
                folder,
                """
                - run: |
                    echo "# One" >> "$GITHUB_STEP_SUMMARY"
                    echo "of $NAME" >> "$GITHUB_STEP_SUMMARY"
                  env: {NAME: "${{ secrets.NAME }}"}
                - run: 'true'
                - run: echo three > "$GITHUB_STEP_SUMMARY"; exit 1
                """)
            .secret("NAME", "hush-hush")
            .run()
            .report();
    assertThat(report.summaries())
        .containsExactly(new Summary(1, "# One\nof ***\n"), new Summary(3, "three\n"));
  }

  @Test
  void masksWhatIsSecret() {
    var report =
        OneJob.steps(folder, "- run: echo \"::error file=hush-hush.js::it is hush-hush\"\n")
            .secret("NAME", "hush-hush")
            .run()
            .report();
    assertThat(report.json().text()).contains("it is ***", "***.js").doesNotContain("hush-hush");
  }

  @Test
  void keepsWhatGitHubKeeps() {
    var report =
        OneJob.steps(
                folder,
                """
                - run: |
                    for i in $(seq 1200); do echo "::warning::w$i"; done
                    echo "::error::e"
                - run: head -c 1048577 /dev/zero | tr '\\0' x > "$GITHUB_STEP_SUMMARY"
                """)
            .run()
            .report();
    assertThat(report.annotations()).filteredOn(one -> one.level() == Level.WARNING).hasSize(10);
    assertThat(report.annotations())
        .extracting(Annotation::message)
        .contains("w1", "w10")
        .anyMatch(message -> message.startsWith("$GITHUB_STEP_SUMMARY upload aborted"));
    assertThat(report.summaries()).isEmpty();
  }
}

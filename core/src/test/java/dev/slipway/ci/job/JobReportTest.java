package dev.slipway.ci.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.Annotation.Level;
import dev.slipway.ci.job.JobReport.Summary;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobReportTest {
  @Test
  void keepsTheFirstFifty() {
    var said =
        IntStream.range(0, 60).mapToObj(i -> Annotation.of(Level.NOTICE, i, "m" + i)).toList();
    assertThat(JobReport.of(said, List.of()).annotations()).isEqualTo(said.subList(0, 50));
  }

  @Test
  void cutsWhatIsTooLong() {
    var said = List.of(Annotation.of(Level.ERROR, 1, "m".repeat(5_000)));
    assertThat(JobReport.of(said, List.of()).annotations().getFirst().message()).hasSize(4_096);
    var summaries = IntStream.range(0, 30).mapToObj(i -> new Summary(i, "s")).toList();
    assertThat(JobReport.of(List.of(), summaries).summaries()).hasSize(20);
  }

  @Test
  void isReadAsItWasWritten() {
    var report =
        new JobReport(
            List.of(
                Annotation.of(Level.NOTICE, 1, "hm"),
                new Annotation(
                    Level.ERROR,
                    2,
                    "broken",
                    Optional.of("T"),
                    Optional.of("a.js"),
                    Optional.of(1),
                    Optional.of(2),
                    Optional.of(3),
                    Optional.of(4))),
            List.of(new Summary(2, "# Title")));
    assertThat(JobReport.read(report.json())).isEqualTo(report);
  }
}

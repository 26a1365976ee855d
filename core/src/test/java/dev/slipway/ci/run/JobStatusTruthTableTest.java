package dev.slipway.ci.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Conclusion;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a job, given how those before it ended and what its `if` says.
class JobStatusTruthTableTest {
  private static final String A = Jobs.conditional("a", "", "vars.a != 'skipped'");
  private static final String B = Jobs.conditional("b", "", "vars.b != 'skipped'");
  private static final String B_ANYWAY =
      Jobs.conditional("b", "a", "always() && vars.b != 'skipped'");

  @ParameterizedTest(name = "a {0}, if: {1} → {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          # a       ~ if                           ~ job
          success   ~ ''                           ~ runs
          failure   ~ ''                           ~ skipped
          cancelled ~ ''                           ~ skipped
          skipped   ~ ''                           ~ skipped
          success   ~ true                         ~ runs
          failure   ~ true                         ~ skipped
          cancelled ~ true                         ~ skipped
          skipped   ~ true                         ~ skipped
          success   ~ false                        ~ skipped
          failure   ~ false                        ~ skipped
          success   ~ success()                    ~ runs
          failure   ~ success()                    ~ skipped
          cancelled ~ success()                    ~ skipped
          skipped   ~ success()                    ~ skipped
          success   ~ failure()                    ~ skipped
          failure   ~ failure()                    ~ runs
          cancelled ~ failure()                    ~ skipped
          skipped   ~ failure()                    ~ skipped
          success   ~ cancelled()                  ~ skipped
          failure   ~ cancelled()                  ~ skipped
          cancelled ~ cancelled()                  ~ skipped
          skipped   ~ cancelled()                  ~ skipped
          success   ~ always()                     ~ runs
          failure   ~ always()                     ~ runs
          cancelled ~ always()                     ~ runs
          skipped   ~ always()                     ~ runs
          success   ~ ${{ !cancelled() }}          ~ runs
          failure   ~ ${{ !cancelled() }}          ~ runs
          cancelled ~ ${{ !cancelled() }}          ~ runs
          skipped   ~ ${{ !cancelled() }}          ~ runs
          success   ~ ${{ !failure() }}            ~ runs
          failure   ~ ${{ !failure() }}            ~ skipped
          cancelled ~ ${{ !failure() }}            ~ runs
          skipped   ~ ${{ !failure() }}            ~ runs
          success   ~ success() || failure()       ~ runs
          failure   ~ success() || failure()       ~ runs
          cancelled ~ success() || failure()       ~ skipped
          skipped   ~ success() || failure()       ~ skipped
          failure   ~ needs.a.result == 'failure'  ~ skipped
          failure   ~ always() && needs.a.result == 'failure' ~ runs
          skipped   ~ always() && needs.a.result == 'failure' ~ skipped
          cancelled ~ always() && needs.a.result == 'cancelled' ~ runs
          success   ~ failure('a')                 ~ skipped
          failure   ~ failure('a')                 ~ runs
          success   ~ success('a')                 ~ runs
          skipped   ~ success('a')                 ~ skipped
          """)
  void oneNeed(String a, String condition, String job) {
    var play =
        Play.of(A + Jobs.conditional("job", "a", condition), Map.of("a", a)).reach("a", "job");
    assertThat(ended(play, "a", a).state("job")).isEqualTo(state(job));
  }

  @ParameterizedTest(name = "a {0}, b {1}, if: {2} → {3}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          # a       ~ b         ~ if                                        ~ job
          success   ~ success   ~ ''                                        ~ runs
          success   ~ failure   ~ ''                                        ~ skipped
          success   ~ cancelled ~ ''                                        ~ skipped
          success   ~ skipped   ~ ''                                        ~ skipped
          failure   ~ skipped   ~ failure()                                 ~ runs
          success   ~ skipped   ~ failure()                                 ~ skipped
          cancelled ~ failure   ~ failure()                                 ~ runs
          skipped   ~ skipped   ~ always()                                  ~ runs
          failure   ~ success   ~ always() && needs.b.result == 'success'   ~ runs
          success   ~ skipped   ~ ${{ !failure() }}                         ~ runs
          failure   ~ success   ~ success('b')                              ~ runs
          failure   ~ success   ~ failure('b')                              ~ skipped
          success   ~ failure   ~ failure('a', 'b')                         ~ runs
          success   ~ failure   ~ success('a', 'b')                         ~ skipped
          success   ~ success   ~ success('A', 'B')                         ~ runs
          failure   ~ success   ~ failure() && success('b')                 ~ runs
          success   ~ skipped   ~ always() && !contains(needs.*.result, 'failure') ~ runs
          success   ~ failure   ~ always() && !contains(needs.*.result, 'failure') ~ skipped
          """)
  void twoNeeds(String a, String b, String condition, String job) {
    var play =
        Play.of(A + B + Jobs.conditional("job", "a, b", condition), Map.of("a", a, "b", b))
            .reach("a", "b", "job");
    ended(play, "a", a);
    assertThat(ended(play, "b", b).state("job")).isEqualTo(state(job));
  }

  @ParameterizedTest(name = "a {0}, then b {1}, then if: {2} → {3}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          # a       ~ b         ~ if                ~ job
          success   ~ success   ~ ''                ~ runs
          failure   ~ success   ~ ''                ~ skipped
          skipped   ~ success   ~ ''                ~ skipped
          cancelled ~ success   ~ ''                ~ skipped
          failure   ~ success   ~ success()         ~ skipped
          failure   ~ success   ~ failure()         ~ runs
          failure   ~ skipped   ~ failure()         ~ runs
          skipped   ~ success   ~ failure()         ~ skipped
          success   ~ skipped   ~ failure()         ~ skipped
          skipped   ~ success   ~ always()          ~ runs
          failure   ~ success   ~ ${{ !failure() }} ~ skipped
          skipped   ~ success   ~ ${{ !failure() }} ~ runs
          failure   ~ success   ~ success('b')      ~ runs
          """)
  void statusLooksAtAllAncestors(String a, String b, String condition, String job) {
    var play =
        Play.of(A + B_ANYWAY + Jobs.conditional("job", "b", condition), Map.of("a", a, "b", b))
            .reach("a", "b", "job");
    ended(play, "a", a);
    assertThat(ended(play, "b", b).state("job")).isEqualTo(state(job));
  }

  @ParameterizedTest(name = "a {0}, then the run is cancelled, if: {1} → {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          # a       ~ if                ~ job
          success   ~ ''                ~ cancelled
          success   ~ success()         ~ cancelled
          success   ~ true              ~ cancelled
          success   ~ failure()         ~ cancelled
          success   ~ always()          ~ runs
          success   ~ cancelled()       ~ runs
          success   ~ ${{ !success() }} ~ runs
          success   ~ ${{ !cancelled() }} ~ cancelled
          failure   ~ always()          ~ runs
          failure   ~ cancelled()       ~ runs
          failure   ~ ''                ~ cancelled
          """)
  void afterACancelOnlyWhatAsksForItRuns(String a, String condition, String job) {
    var play = Play.of(A + Jobs.conditional("job", "a", condition), Map.of("a", a)).reach("a");
    ended(play, "a", a).cancel().reach("job");
    assertThat(play.state("job")).isEqualTo(state(job));
  }

  @ParameterizedTest(name = "a {0} with continue-on-error: {1}, if: {2} → {3}; the run: {4}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          # a       ~ continue-on-error          ~ if        ~ job     ~ run
          failure   ~ true                       ~ ''        ~ runs    ~ success
          failure   ~ false                      ~ ''        ~ skipped ~ failure
          failure   ~ ${{ vars.a == 'failure' }} ~ ''        ~ runs    ~ success
          failure   ~ ${{ vars.a == 'success' }} ~ ''        ~ skipped ~ failure
          failure   ~ true                       ~ failure() ~ skipped ~ success
          cancelled ~ true                       ~ ''        ~ skipped ~ cancelled
          """)
  void aToleratedFailureCountsAsSuccess(
      String a, String tolerates, String condition, String job, String conclusion) {
    var play =
        Play.of(
                """
                a:
                  runs-on: linux
                  continue-on-error: %s
                  steps: [{run: 'true'}]
                """
                        .formatted(tolerates)
                    + Jobs.conditional("job", "a", condition),
                Map.of("a", a))
            .reach("a", "job");
    ended(play, "a", a);
    assertThat(play.state("a")).isEqualTo(a);
    assertThat(play.state("job")).isEqualTo(state(job));
    if (job.equals("runs")) {
      play.play("job", Conclusion.SUCCESS);
    }
    assertThat(play.finish().run().conclusion()).contains(Conclusion.parse(conclusion));
  }

  /// What a run of jobs that ended so ends with.
  @ParameterizedTest(name = "{0} and {1} → {2}")
  @CsvSource({
    "success,   success,   success",
    "success,   failure,   failure",
    "success,   cancelled, cancelled",
    "success,   skipped,   success",
    "failure,   cancelled, failure",
    "failure,   skipped,   failure",
    "cancelled, skipped,   cancelled",
    "skipped,   skipped,   skipped",
  })
  void aRunEndsAsItsWorstJob(String a, String b, String conclusion) {
    var play = Play.of(A + B, Map.of("a", a, "b", b)).reachAll();
    ended(play, "a", a);
    ended(play, "b", b).finish();
    assertThat(play.run().conclusion()).contains(Conclusion.parse(conclusion));
  }

  private static Play ended(Play play, String job, String result) {
    return result.equals("skipped") ? play : play.play(job, Conclusion.parse(result));
  }

  private static String state(String job) {
    return job.equals("runs") ? "launched" : job;
  }
}

package dev.slipway.ci.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsupportedTest {
  private static List<String> refused(String job) {
    var source =
        """
        on: push
        jobs:
          first: {runs-on: linux, steps: [{run: 'true'}]}
          second:
            needs: first
            runs-on: linux
            %s
            steps: [{run: 'true'}]
        """
            .formatted(job);
    return switch (WorkflowReader.read("ci.yml", source)) {
      case ReadResult.Valid(var workflow, _) ->
          Unsupported.in(workflow).stream().map(Finding::line).toList();
      case ReadResult.Refused(var findings) -> throw new AssertionError(findings);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "concurrency: one | concurrency",
        "environment: production | environment",
        "container: node | container",
        "'services: {db: {image: postgres}}' | services"
      })
  void namesWhatDoesNotRunYetAndWhere(String job, String what) {
    assertThat(refused(job))
        .singleElement()
        .asString()
        .startsWith("ci.yml:")
        .contains("'%s' is not supported yet".formatted(what));
  }

  @Test
  void saysNothingOfWhatRuns() {
    assertThat(refused("strategy: {matrix: {n: [1, '${{ github.ref }}'], m: ['needs']}}"))
        .isEmpty();
  }
}

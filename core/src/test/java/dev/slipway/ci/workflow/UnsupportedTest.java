package dev.slipway.ci.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsupportedTest {
  private static List<String> refused(String job) {
    return Unsupported.in(workflow(job)).stream().map(Finding::line).toList();
  }

  private static List<Finding> byHand(String job) {
    return Unsupported.byHand(WorkflowTree.of(workflow(job), Map.of()));
  }

  private static Workflow workflow(String job) {
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
      case ReadResult.Valid(var workflow, _) -> workflow;
      case ReadResult.Refused(var findings) -> throw new AssertionError(findings);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
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
  void anEnvironmentNeedsNobodysApprovalByHand() {
    assertThat(byHand("environment: production")).isEmpty();
    assertThat(byHand("container: node")).hasSize(1);
  }

  @Test
  void saysNothingOfWhatRuns() {
    assertThat(refused("strategy: {matrix: {n: [1, '${{ github.ref }}'], m: ['needs']}}"))
        .isEmpty();
  }
}

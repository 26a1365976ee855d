package dev.slipway.ci.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsupportedTest {
  private static List<String> refused(String job) {
    return Unsupported.in(workflow(job)).stream().map(Finding::line).toList();
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
        "'services: {db: {image: postgres}}' | services",
        "strategy: {matrix: {n: '${{ fromJSON(needs.first.outputs.l) }}'}} | matrix from needs",
        "strategy: {matrix: '${{ fromJSON(NEEDS.first.outputs.l) }}'} | matrix from needs",
        "strategy: {matrix: {n: [1], include: [{m: '${{ needs.first.result }}'}]}} | matrix from needs"
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
    assertThat(Unsupported.byHand(workflow("environment: production"))).isEmpty();
    assertThat(Unsupported.byHand(workflow("container: node"))).hasSize(1);
  }

  @Test
  void saysNothingOfWhatRuns() {
    assertThat(refused("strategy: {matrix: {n: [1, '${{ github.ref }}'], m: ['needs']}}"))
        .isEmpty();
  }
}

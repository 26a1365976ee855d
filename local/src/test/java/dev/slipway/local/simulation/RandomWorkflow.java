package dev.slipway.local.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Workflows with every kind of edge and condition.
final class RandomWorkflow {
  private static final int MOST_JOBS = 9;

  static final String CALLED = ".github/workflows/called.yml";

  /// What jobs call that call something.
  static final String CALLED_FILE =
      """
      on: workflow_call
      jobs:
        a: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}
        b:
          needs: a
          strategy: {matrix: {m: [1, 2]}}
          runs-on: ubuntu-latest
          steps: [{run: 'true'}]
        c: {needs: b, if: always(), runs-on: ubuntu-latest, steps: [{run: 'true'}]}
      """;

  private static final List<String> CONDITIONS =
      List.of("always()", "failure()", "!cancelled()", "success()", "cancelled()", "false");

  private final Random random;
  private final StringBuilder text = new StringBuilder("on: push\njobs:\n");

  private RandomWorkflow(Random random) {
    this.random = random;
  }

  static String of(Random random) {
    return new RandomWorkflow(random).text();
  }

  private String text() {
    var jobs = 1 + random.nextInt(MOST_JOBS);
    for (var i = 0; i < jobs; i++) {
      job(i);
    }
    return text.toString();
  }

  private void job(int number) {
    line(2, "j%d:".formatted(number));
    var calls = random.nextInt(6) == 0;
    line(4, calls ? "uses: ./" + CALLED : "runs-on: ubuntu-latest");
    var needs = needs(number);
    if (!needs.isEmpty()) {
      line(4, "needs: " + needs);
    }
    if (random.nextInt(4) == 0) {
      line(4, "if: ${{ %s }}".formatted(CONDITIONS.get(random.nextInt(CONDITIONS.size()))));
    }
    if (!calls && random.nextInt(4) == 0) {
      line(4, "continue-on-error: true");
    }
    if (random.nextInt(4) == 0) {
      matrix(needs);
    }
    if (!calls) {
      line(4, "steps: [{run: 'true'}]");
    }
  }

  private List<String> needs(int number) {
    var needs = new ArrayList<String>();
    for (var i = 0; i < number; i++) {
      if (random.nextInt(number) < 2) {
        needs.add("j" + i);
      }
    }
    return needs;
  }

  private void matrix(List<String> needs) {
    line(4, "strategy:");
    line(6, "fail-fast: " + random.nextBoolean());
    if (random.nextBoolean()) {
      line(6, "max-parallel: " + (1 + random.nextInt(2)));
    }
    if (!needs.isEmpty() && random.nextBoolean()) {
      // Known only when that need is over: two for a success, else one.
      line(
          6,
          "matrix: {n: \"${{ fromJSON(needs.%s.result == 'success' && '[1, 2]' || '[3]') }}\"}"
              .formatted(needs.getFirst()));
      return;
    }
    var values = new ArrayList<Integer>();
    for (var i = 0; i <= random.nextInt(3); i++) {
      values.add(i);
    }
    line(6, "matrix: {n: %s}".formatted(values));
  }

  private void line(int indent, String content) {
    text.append(" ".repeat(indent)).append(content).append('\n');
  }
}

package dev.slipway.ci.run;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Jobs of a workflow that nobody would write: any graph, any condition, any strategy.
final class RandomWorkflow {
  private static final List<String> CONDITIONS =
      List.of("", "", "", "always()", "failure()", "cancelled()", "!cancelled()", "false");

  private static final List<String> STRATEGIES =
      List.of("", "max-parallel: 1", "max-parallel: 2, fail-fast: false", "fail-fast: false");

  private RandomWorkflow() {}

  static String jobs(RandomGenerator random) {
    var yaml = new StringBuilder();
    var size = random.nextInt(1, 8);
    for (var i = 0; i < size; i++) {
      yaml.append("j%d:%n".formatted(i));
      var needs = needs(i, random);
      if (!needs.isEmpty()) {
        yaml.append("  needs: %s%n".formatted(needs));
      }
      var condition = oneOf(CONDITIONS, random);
      if (!condition.isEmpty()) {
        yaml.append("  if: ${{ %s }}%n".formatted(condition));
      }
      if (random.nextInt(3) == 0) {
        var strategy = oneOf(STRATEGIES, random);
        yaml.append(
            "  strategy: {matrix: {n: %s}%s}%n"
                .formatted(values(random), strategy.isEmpty() ? "" : ", " + strategy));
      }
      if (random.nextInt(5) == 0) {
        yaml.append("  continue-on-error: true%n".formatted());
      }
      yaml.append("  runs-on: linux%n  steps: [{run: 'true'}]%n".formatted());
    }
    return yaml.toString();
  }

  private static List<String> needs(int job, RandomGenerator random) {
    var needs = new ArrayList<String>();
    for (var other = 0; other < job; other++) {
      if (random.nextInt(3) == 0) {
        needs.add("j" + other);
      }
    }
    return needs;
  }

  private static List<Integer> values(RandomGenerator random) {
    var values = new ArrayList<Integer>();
    for (var i = random.nextInt(1, 5); i > 0; i--) {
      values.add(i);
    }
    return values;
  }

  static <T> T oneOf(List<T> choices, RandomGenerator random) {
    return choices.get(random.nextInt(choices.size()));
  }
}

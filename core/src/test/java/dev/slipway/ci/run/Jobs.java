package dev.slipway.ci.run;

import static java.util.stream.Collectors.joining;

import java.util.stream.IntStream;

/// Jobs of test workflows, in few words.
public final class Jobs {
  private Jobs() {}

  /// `build`; `test: build`; `deploy: lint, test`; one job each, with what it needs.
  public static String of(String... jobs) {
    var yaml = new StringBuilder();
    for (var job : jobs) {
      var parts = job.split(":", 2);
      yaml.append("%s:%n".formatted(parts[0].strip()));
      if (parts.length > 1) {
        yaml.append("  needs: [%s]%n".formatted(parts[1].strip()));
      }
      yaml.append(body());
    }
    return yaml.toString();
  }

  /// One job with a condition.
  ///
  /// @param needs job ids, separated by commas; may be empty
  public static String conditional(String id, String needs, String condition) {
    return "%s:%n  needs: [%s]%n  if: \"%s\"%n".formatted(id, needs, condition) + body();
  }

  /// One job `test` over this many combinations.
  ///
  /// @param strategy further lines of its strategy, as in a flow mapping
  public static String matrix(int size, String strategy) {
    return matrix(size, strategy, "");
  }

  public static String matrix(int size, String strategy, String needs) {
    var values = IntStream.range(0, size).mapToObj(Integer::toString).collect(joining(", "));
    return "test:%n  needs: [%s]%n  strategy: {matrix: {n: [%s]}%s}%n"
            .formatted(needs, values, strategy.isEmpty() ? "" : ", " + strategy)
        + body();
  }

  private static String body() {
    return "  runs-on: linux\n  steps: [{run: 'true'}]\n";
  }
}

package dev.slipway.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// A workflow of one-step jobs that need each other at random.
///
/// @param criticalPath seconds that it takes where nothing else holds a job back
record RandomGraph(String workflow, double criticalPath) {
  static final int JOBS = 50;

  static RandomGraph of(Random random) {
    var ends = new double[JOBS];
    var workflow = new StringBuilder("on: push\njobs:\n");
    var critical = 0.0;
    for (var i = 0; i < JOBS; i++) {
      var needs = new ArrayList<String>();
      var ready = 0.0;
      for (var n = 0; n < i && needs.size() < 3; n++) {
        if (random.nextInt(i) < 2) {
          needs.add("j" + n);
          ready = Math.max(ready, ends[n]);
        }
      }
      var seconds = (1 + random.nextInt(10)) / 10.0;
      ends[i] = ready + seconds;
      critical = Math.max(critical, ends[i]);
      workflow.append(job("j" + i, needs, seconds));
    }
    return new RandomGraph(workflow.toString(), critical);
  }

  /// A job under `jobs:` whose one step takes that long.
  static String job(String id, List<String> needs, double seconds) {
    return "  %s:\n    needs: %s\n    runs-on: ubuntu-latest\n    steps: [{run: sleep %s}]\n"
        .formatted(id, needs, String.format(Locale.ROOT, "%.1f", seconds));
  }

  double mayTake() {
    return 1.2 * criticalPath + 2;
  }
}

package dev.slipway.functions.handler;

import dev.slipway.model.JobKey;
import dev.slipway.model.RunId;
import dev.slipway.status.StepsSoFar;
import java.util.LinkedHashMap;
import java.util.Map;

/// The steps of jobs that run, read from their logs. A log only grows; so what was read is kept and
/// the next call goes on from there.
final class RunningSteps {
  private static final int CACHED = 64;

  /// Chunks that one call reads. A new process catches up with a long log over a few calls.
  private static final int MAX_READ = 100;

  private final LogChunks chunks;
  private final Map<Attempt, Known> known =
      new LinkedHashMap<>(CACHED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Attempt, Known> eldest) {
          return size() > CACHED;
        }
      };

  RunningSteps(LogChunks chunks) {
    this.chunks = chunks;
  }

  private record Attempt(RunId run, JobKey job, int attempt) {}

  private record Known(int chunks, StepsSoFar steps) {}

  StepsSoFar steps(RunId run, JobKey job, int attempt) {
    var which = new Attempt(run, job, attempt);
    Known before;
    synchronized (known) {
      before = known.getOrDefault(which, new Known(0, StepsSoFar.NONE));
    }
    var now = readOn(which, before);
    synchronized (known) {
      known.merge(which, now, (one, other) -> one.chunks() > other.chunks() ? one : other);
    }
    return now.steps();
  }

  private Known readOn(Attempt which, Known before) {
    var steps = before.steps();
    var next = before.chunks();
    while (next < before.chunks() + MAX_READ) {
      var chunk = chunks.read(which.run(), which.job(), which.attempt(), next);
      if (chunk.isEmpty()) {
        break;
      }
      for (var event : chunk.get().events()) {
        steps = steps.with(event);
      }
      next++;
    }
    return new Known(next, steps);
  }
}

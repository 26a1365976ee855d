package dev.slipway.ci.concurrency;

import dev.slipway.model.JobKey;
import dev.slipway.model.RunId;
import java.util.Optional;

/// Who is in a group: one attempt of a run, or of one of its jobs.
///
/// @param job empty for the run as a whole
public record Member(RunId run, Optional<JobKey> job, int attempt) {}

package dev.slipway.ci.job;

import dev.slipway.model.Conclusion;
import java.time.Instant;

/// One step when it is over. `outcome` is before `continue-on-error`, `conclusion` after.
public record StepResult(
    int number,
    String name,
    Conclusion outcome,
    Conclusion conclusion,
    Instant startedAt,
    Instant completedAt) {}

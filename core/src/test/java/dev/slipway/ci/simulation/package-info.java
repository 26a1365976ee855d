/// Whole runs in simulated time: the compiled state machine and the run machine play together,
/// builds take as long as a test says, and nothing else takes any time.
@NullMarked
package dev.slipway.ci.simulation;

import org.jspecify.annotations.NullMarked;

/// A workflow as an Amazon States Language graph: nested sequence and Parallel, one state per job.
@NullMarked
package dev.slipway.ci.statemachine;

import org.jspecify.annotations.NullMarked;

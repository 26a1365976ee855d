/// What a workflow file becomes: a state machine, a plan, or the workflow as it was read.
@NullMarked
package dev.slipway.cli.compile;

import org.jspecify.annotations.NullMarked;

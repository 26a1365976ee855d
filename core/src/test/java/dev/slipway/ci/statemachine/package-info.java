/// Workflows and the state machines they become.
@NullMarked
package dev.slipway.ci.statemachine;

import org.jspecify.annotations.NullMarked;

/// What an execution does next: a pure function of its state, of what happened, and of the time.
///
/// An execution is a tree of [dev.slipway.local.states.execution.Scope]s: one for the machine, one
/// for each branch and iteration under way. [dev.slipway.local.states.execution.Interpreter] takes
/// an [dev.slipway.local.states.execution.Occurrence] and gives a
/// [dev.slipway.local.states.execution.Change]: the scopes that changed, the history events, the
/// timers, and the effects that the world owes the execution. It goes on until every scope waits
/// for something, so that one write holds many transitions. No thread belongs to an execution.
@NullMarked
package dev.slipway.local.states.execution;

import org.jspecify.annotations.NullMarked;

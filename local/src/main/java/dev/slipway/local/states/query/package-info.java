/// What stands between `{%` and `%}`: JSONata as Step Functions evaluates it.
///
/// A [dev.slipway.local.states.query.Template] is a value of a definition with the expressions in
/// it; a [dev.slipway.local.states.query.Scene] is all that an expression may see. The same scene
/// gives the same value: the clock and chance come in with it, and an expression that loops is
/// stopped after a count of steps, not of seconds.
@NullMarked
package dev.slipway.local.states.query;

import org.jspecify.annotations.NullMarked;

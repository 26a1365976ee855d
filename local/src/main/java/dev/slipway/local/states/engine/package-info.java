/// Keeps executions and lets them go on.
///
/// [dev.slipway.local.states.engine.Ledger] is what is known of them, in the store;
/// [dev.slipway.local.states.engine.Engine] hands each occurrence to the interpreter, writes what
/// comes of it as one, and then does what the world owes. Alarms lie in the store in the order of
/// their time, and only the first is known to the scheduler: a start costs the same whether ten or
/// ten thousand executions wait.
@NullMarked
package dev.slipway.local.states.engine;

import org.jspecify.annotations.NullMarked;

/// A workflow as an Amazon States Language graph, so that a run reads from left to right in the
/// Step Functions console.
///
/// [JobOrder] turns `needs` into sequences and branches; it never adds an order that `needs` does
/// not have, and leaves the edges that do not nest to the job gate. [StateMachineCompiler] writes
/// the order down as states: one per job, named after it, a Map for a matrix. States carry
/// references and wait with task tokens; what a job may do is decided in `ci.run`, never here.
///
/// The promise, held by simulation over random graphs: a run takes as long as its longest chain of
/// needs.
///
/// Read [JobOrder], then [StateMachineCompiler].
@NullMarked
package dev.slipway.ci.statemachine;

import org.jspecify.annotations.NullMarked;

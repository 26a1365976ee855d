/// Which jobs an event makes of a workflow, and why it makes none.
///
/// An [Event] is what happened, whoever told of it; [TypicalEvents] makes one where nobody did.
/// [Triggers] answers whether a workflow starts on it, with the reason if not; [Glob] is its filter
/// pattern. [DispatchInputs] gives the inputs of a dispatch their types. [MatrixExpansion] turns a
/// matrix into combinations with GitHub's order, names and limits, and [MatrixSize] tells from the
/// file alone how many can run at once. [GitHubContext] is what expressions see of the event.
///
/// All of it is pure. What cannot become a run is an [InvalidPlanException] that names the place
/// and the limit.
///
/// Read [Event], then [Triggers], then [MatrixExpansion].
@NullMarked
package dev.slipway.ci.plan;

import org.jspecify.annotations.NullMarked;

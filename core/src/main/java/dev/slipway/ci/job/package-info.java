/// One job between the platform and the agent that runs it: what both must agree on.
///
/// [JobAssignment] is all that an agent needs, [LogEvent]s are what it tells on the way,
/// [JobOutcome] how it ended. [ControlPlane] is the agent's line to the platform; calls may be
/// repeated. [JobJson] writes and reads all of it, [LogLines] the log alone, faster. Members are
/// only ever added, so that an agent and a platform of different age understand each other.
///
/// Read [ControlPlane] first.
@NullMarked
package dev.slipway.ci.job;

import org.jspecify.annotations.NullMarked;

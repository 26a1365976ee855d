/// The job agent: takes one job, runs its steps as GitHub's runner does, reports the outcome.
///
/// [JobAgent] is the whole of it, independent of where it runs: it talks to the platform through
/// [dev.slipway.ci.job.ControlPlane] only. [AgentMain] starts it inside a build, over HTTP.
@NullMarked
package dev.slipway.runner;

import org.jspecify.annotations.NullMarked;

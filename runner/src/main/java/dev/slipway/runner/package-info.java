/// The job agent: takes one job, runs its steps as GitHub's runner does, reports the outcome.
///
/// [JobAgent] is the whole of it, independent of where it runs: it talks to the platform through
/// [dev.slipway.ci.job.ControlPlane] only. [AgentMain] starts it inside a build, over HTTP.
///
/// A job is [NumberedStep]s, before them and after them the phases of actions. Each is a [StepRun]:
/// its `if`, its time, its end; what it does in between is a [StepRun.Doing]: a [ScriptStep], an
/// [ActionStep], a wait for [BackgroundSteps]. Steps inside a [CompositeAction] are step runs too,
/// in a [JobSite] of their own. Actions are found by [JobActions], fetched by
/// [dev.slipway.runner.fetch], or stood in for by a [BuiltIn]; what they ask GitHub's services for
/// they get from [dev.slipway.runner.protocol], and it lies in [dev.slipway.runner.storage].
@NullMarked
package dev.slipway.runner;

import org.jspecify.annotations.NullMarked;

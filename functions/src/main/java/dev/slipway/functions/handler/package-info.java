/// The Lambda handlers: decode, call one room, encode. Only here are the Lambda API and environment
/// variables seen.
///
/// A push comes in by [ReceiveWebhookHandler], becomes runs in [PlanRunHandler], and each job
/// passes the gate in [StartJobHandler]; agents talk to [ServeRunnerHandler], people to
/// [ServeApiHandler]. [FinishRunHandler] concludes. [SweepRepositoriesHandler] and
/// [WatchBuildHandler] make up for what never came. Each may be called twice for the same thing.
@NullMarked
package dev.slipway.functions.handler;

import org.jspecify.annotations.NullMarked;

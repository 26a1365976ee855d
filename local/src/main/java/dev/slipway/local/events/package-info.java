/// EventBridge and its Scheduler.
///
/// A [dev.slipway.local.events.Rule] says with an [dev.slipway.local.events.pattern.EventPattern]
/// which events it wants, or with a [dev.slipway.local.events.ScheduleExpression] when it makes
/// one. What a target shall get becomes one of the [dev.slipway.local.events.Deliveries], on disk
/// in the same write that accepts the event, and [dev.slipway.local.events.Targets] hands it over:
/// to a function, a queue, a bus, a state machine. `Clockwork` remembers when each schedule
/// happened last, so that a start makes up for what was missed.
@NullMarked
package dev.slipway.local.events;

import org.jspecify.annotations.NullMarked;

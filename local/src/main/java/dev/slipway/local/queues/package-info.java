/// SQS, by an engine of our own: it lives on the cloud's clock, so tests can advance it, and on the
/// cloud's store, so what was accepted is there after the process was killed, with its id, its
/// place in its group and how often it was received.
///
/// [dev.slipway.local.queues.Broker] is the engine; a [dev.slipway.local.queues.Line] gives the
/// order; the [dev.slipway.local.queues.Journal] remembers. [dev.slipway.local.queues.Messages] and
/// [dev.slipway.local.queues.Queues] speak the JSON protocol, `QueueQuery` the older one.
@NullMarked
package dev.slipway.local.queues;

import org.jspecify.annotations.NullMarked;

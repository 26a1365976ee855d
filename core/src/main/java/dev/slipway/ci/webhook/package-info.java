/// What a forge tells us: is it true, what does it say, and have we heard it before?
///
/// A delivery is believed when [GitHubSignature] finds it signed over its raw bytes. It is kept as
/// a [Delivery] before anything else happens, and travels on as a [DeliveryMessage]; so what was
/// accepted is never lost, and what came of it can be looked up. [GitHubEvents] reads a body into
/// an [dev.slipway.ci.plan.Event] and trusts none of it: every member that is missing or wrong is
/// named. [SameEvent] tells whether two deliveries are about the same thing, since hooks, people
/// and the sweep may all tell of one push. Only repositories in the [RepositoryStore] count, and
/// where to fetch from is always theirs, never the body's.
///
/// Read in this order: [GitHubSignature], [GitHubEvents], [SameEvent]; [DeliveryStore] and
/// [RepositoryStore] are the ports.
@NullMarked
package dev.slipway.ci.webhook;

import org.jspecify.annotations.NullMarked;

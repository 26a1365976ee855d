/// EventBridge: the buses, their rules, and the scheduler.
@NullMarked
package dev.slipway.local.events;

import org.jspecify.annotations.NullMarked;

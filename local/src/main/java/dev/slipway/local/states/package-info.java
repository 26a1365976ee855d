/// Step Functions: an interpreter of the Amazon States Language (JSONata), durable over MVStore.
@NullMarked
package dev.slipway.local.states;

import org.jspecify.annotations.NullMarked;

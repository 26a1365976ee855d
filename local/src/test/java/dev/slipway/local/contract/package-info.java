/// What clients may rely on: the same suite against this cloud and others, stock clients, and
/// noise.
@NullMarked
package dev.slipway.local.contract;

import org.jspecify.annotations.NullMarked;

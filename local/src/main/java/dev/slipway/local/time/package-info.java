/// One clock and one scheduler for everything in the JVM; tests advance them by hand.
@NullMarked
package dev.slipway.local.time;

import org.jspecify.annotations.NullMarked;

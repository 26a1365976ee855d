/// One structured line per decision.
@NullMarked
package dev.slipway.functions.telemetry;

import org.jspecify.annotations.NullMarked;

/// What agents and the platform send each other.
@NullMarked
package dev.slipway.ci.job;

import org.jspecify.annotations.NullMarked;

/// Where everything random comes from.
@NullMarked
package dev.slipway.local.states.chance;

import org.jspecify.annotations.NullMarked;

/// What the planes tell each other.
@NullMarked
package dev.slipway.event;

import org.jspecify.annotations.NullMarked;

/// The platform as its users meet it: over HTTP, on real repositories.
@NullMarked
package dev.slipway.local;

import org.jspecify.annotations.NullMarked;

/// What comes in from a forge, well formed or not.
@NullMarked
package dev.slipway.ci.webhook;

import org.jspecify.annotations.NullMarked;

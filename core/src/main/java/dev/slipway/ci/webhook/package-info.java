/// What a forge tells us: verifying a delivery and reading it into an event.
@NullMarked
package dev.slipway.ci.webhook;

import org.jspecify.annotations.NullMarked;

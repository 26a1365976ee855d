/// Lambda: calls the handler class named in the template with the environment named there.
@NullMarked
package dev.slipway.local.lambda;

import org.jspecify.annotations.NullMarked;

/// Handlers.
@NullMarked
package dev.slipway.functions.handler;

import org.jspecify.annotations.NullMarked;

/// State machines by name: their current definition and the versions that were published of it.
@NullMarked
package dev.slipway.local.states.registry;

import org.jspecify.annotations.NullMarked;

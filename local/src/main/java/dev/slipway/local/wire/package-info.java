/// The AWS port: one HTTP server that hands each request to the service it names.
@NullMarked
package dev.slipway.local.wire;

import org.jspecify.annotations.NullMarked;

/// Commands about a running platform, over its HTTP API.
@NullMarked
package dev.slipway.cli.platform;

import org.jspecify.annotations.NullMarked;

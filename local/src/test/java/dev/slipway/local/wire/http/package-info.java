/// HTTP as strangers speak it.
@NullMarked
package dev.slipway.local.wire.http;

import org.jspecify.annotations.NullMarked;

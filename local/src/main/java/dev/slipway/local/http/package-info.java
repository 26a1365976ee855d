/// HTTP API and CloudFront: the one port on which people and forges meet the platform.
@NullMarked
package dev.slipway.local.http;

import org.jspecify.annotations.NullMarked;

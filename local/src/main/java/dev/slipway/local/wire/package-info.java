/// The AWS port: one HTTP server that hands each request to the service it names.
///
/// [dev.slipway.local.wire.AwsServer] tells AWS's protocols apart;
/// [dev.slipway.local.wire.JsonServices] dispatches those that speak JSON, for requests over the
/// wire and for this cloud's own functions alike. [dev.slipway.local.wire.LoopbackServer] answers
/// this machine only.
@NullMarked
package dev.slipway.local.wire;

import org.jspecify.annotations.NullMarked;

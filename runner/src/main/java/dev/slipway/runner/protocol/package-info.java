/// The services that actions look for on GitHub, on this machine's loopback: artifacts, caches,
/// identity tokens, with the protocols of GitHub's own clients.
///
/// [JobServices] starts them for one job. What clients put is streamed to the
/// [storage][dev.slipway.runner.storage]; nobody without the job's token is heard.
@NullMarked
package dev.slipway.runner.protocol;

import org.jspecify.annotations.NullMarked;

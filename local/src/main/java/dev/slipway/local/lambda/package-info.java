/// Lambda: calls the handler class named in the template with the environment named there.
///
/// [dev.slipway.local.lambda.LambdaFunctions] makes the calls, with retries and destinations for
/// those that nobody waits for; a `QueueSource` calls a function with what arrives in a queue, a
/// `StreamSource` with what changes in a table.
@NullMarked
package dev.slipway.local.lambda;

import org.jspecify.annotations.NullMarked;

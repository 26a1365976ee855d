/// What AWS has a web console for, and a machine of one's own has not: the site's state machines.
///
/// The documents are those of the Step Functions API, word for word, so that there is nothing to
/// keep in step; only the way to them is plain `GET`, with an ETag, as the site polls. On AWS
/// nobody answers here: there the site leads to the AWS console.
@NullMarked
package dev.slipway.local.console;

import org.jspecify.annotations.NullMarked;

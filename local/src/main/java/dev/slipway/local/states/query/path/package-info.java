/// JSONPath as Step Functions reads it: the dialect of Jayway's library, and reference paths, which
/// name one place.
@NullMarked
package dev.slipway.local.states.query.path;

import org.jspecify.annotations.NullMarked;

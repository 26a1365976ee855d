/// Step Functions' HTTP API: what each operation takes, what it answers and how it refuses.
///
/// Reference: AWS's "Step Functions API Reference"; where it is vague, what the service was seen to
/// answer.
@NullMarked
package dev.slipway.local.states.api;

import org.jspecify.annotations.NullMarked;

/// A run as an aggregate: commands in, a next state and effects out; the job gate lives here.
@NullMarked
package dev.slipway.ci.run;

import org.jspecify.annotations.NullMarked;

/// The intrinsic functions of JSONPath machines: `States.Format('{}', $.name)`.
///
/// Reference: "Intrinsic functions" in AWS's developer guide.
@NullMarked
package dev.slipway.local.states.query.intrinsic;

import org.jspecify.annotations.NullMarked;

/// What tasks call: functions, activities, executions, builds and the other services of this cloud.
///
/// Other services come in as [dev.slipway.local.wire.JsonService] by their target prefix, objects
/// by [dev.slipway.local.states.task.ObjectStore].
@NullMarked
package dev.slipway.local.states.task;

import org.jspecify.annotations.NullMarked;

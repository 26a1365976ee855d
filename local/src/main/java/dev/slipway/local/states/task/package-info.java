/// What tasks call: functions, and the services of this cloud.
@NullMarked
package dev.slipway.local.states.task;

import org.jspecify.annotations.NullMarked;

/// What an event makes of a workflow, row by row.
@NullMarked
package dev.slipway.ci.plan;

import org.jspecify.annotations.NullMarked;

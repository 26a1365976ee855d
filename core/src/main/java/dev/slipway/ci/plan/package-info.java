/// Which jobs an event makes of a workflow: trigger filters, globs, matrix expansion, names.
@NullMarked
package dev.slipway.ci.plan;

import org.jspecify.annotations.NullMarked;

/// Expressions, row by row.
@NullMarked
package dev.slipway.ci.expression;

import org.jspecify.annotations.NullMarked;

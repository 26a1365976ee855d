@NullMarked
package dev.slipway.ci.lint;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.slipway.runner.coverage;

import org.jspecify.annotations.NullMarked;

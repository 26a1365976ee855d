@NullMarked
package dev.slipway.runner.protocol;

import org.jspecify.annotations.NullMarked;

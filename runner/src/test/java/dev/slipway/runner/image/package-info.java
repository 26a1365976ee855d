@NullMarked
package dev.slipway.runner.image;

import org.jspecify.annotations.NullMarked;

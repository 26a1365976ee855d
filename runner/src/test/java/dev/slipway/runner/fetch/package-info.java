@NullMarked
package dev.slipway.runner.fetch;

import org.jspecify.annotations.NullMarked;

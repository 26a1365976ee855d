@NullMarked
package dev.slipway.cli.compile;

import org.jspecify.annotations.NullMarked;

/// This machine: its health, its rehearsals and its benchmarks.
@NullMarked
package dev.slipway.cli.machine;

import org.jspecify.annotations.NullMarked;

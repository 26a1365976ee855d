/// The command line as users meet it: as a process.
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;

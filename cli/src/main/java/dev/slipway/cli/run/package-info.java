/// Runs workflows of the working copy in this process, with the platform's own gate and agent.
@NullMarked
package dev.slipway.cli.run;

import org.jspecify.annotations.NullMarked;

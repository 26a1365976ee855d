/// Reads what tools say of how much of the code the tests have run.
@NullMarked
package dev.slipway.runner.coverage;

import org.jspecify.annotations.NullMarked;

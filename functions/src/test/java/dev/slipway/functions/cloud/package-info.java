/// The part of AWS that the functions use, in memory behind one HTTP server that speaks the real
/// protocols. What it does not know it refuses, so that a test fails instead of lying.
@NullMarked
package dev.slipway.functions.cloud;

import org.jspecify.annotations.NullMarked;

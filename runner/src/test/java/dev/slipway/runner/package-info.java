/// The job agent on real shells and a scripted platform.
@NullMarked
package dev.slipway.runner;

import org.jspecify.annotations.NullMarked;

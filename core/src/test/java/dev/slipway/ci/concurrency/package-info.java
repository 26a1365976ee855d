@NullMarked
package dev.slipway.ci.concurrency;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.slipway.runner.storage;

import org.jspecify.annotations.NullMarked;

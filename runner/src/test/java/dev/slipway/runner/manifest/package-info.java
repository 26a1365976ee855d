@NullMarked
package dev.slipway.runner.manifest;

import org.jspecify.annotations.NullMarked;

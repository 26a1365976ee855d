/// The nouns, as they are written and read.
@NullMarked
package dev.slipway.model;

import org.jspecify.annotations.NullMarked;

/// The rules of the house, held by tests.
@NullMarked
package dev.slipway;

import org.jspecify.annotations.NullMarked;

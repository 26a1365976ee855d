/// The life of a run, row by row and by properties.
@NullMarked
package dev.slipway.ci.run;

import org.jspecify.annotations.NullMarked;

/// Folds runs into the documents that the API and the site read.
@NullMarked
package dev.slipway.status;

import org.jspecify.annotations.NullMarked;

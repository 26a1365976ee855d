/// What a workflow file says: eval, lint.
@NullMarked
package dev.slipway.cli.file;

import org.jspecify.annotations.NullMarked;

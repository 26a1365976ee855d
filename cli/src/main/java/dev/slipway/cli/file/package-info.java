/// What a workflow file says: eval, lint, compile.
@NullMarked
package dev.slipway.cli.file;

import org.jspecify.annotations.NullMarked;

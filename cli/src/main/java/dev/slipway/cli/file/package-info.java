/// What a workflow file says: `eval`, `lint`, and the files around it that it speaks of.
@NullMarked
package dev.slipway.cli.file;

import org.jspecify.annotations.NullMarked;

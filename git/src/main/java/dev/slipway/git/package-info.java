/// Git over HTTP(S), SSH and file paths by JGit: listing refs, reading files of a revision,
/// checking out.
@NullMarked
package dev.slipway.git;

import org.jspecify.annotations.NullMarked;

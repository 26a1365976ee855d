/// Actions of other repositories: resolved to a commit, fetched once, kept by commit.
///
/// [ActionStore] is the whole of it.
@NullMarked
package dev.slipway.runner.fetch;

import org.jspecify.annotations.NullMarked;

/// What jobs leave for other jobs: the artifacts of a run, the caches of a repository.
///
/// Both lie on a [Shelf], where an entry is whole or not there at all, whoever else writes.
@NullMarked
package dev.slipway.runner.storage;

import org.jspecify.annotations.NullMarked;

/// The nouns that every plane shares: JSON values, repositories, revisions, run and job ids.
@NullMarked
package dev.slipway.model;

import org.jspecify.annotations.NullMarked;

/// What the planes tell each other. They never import one another: they meet here, in a Git commit,
/// or in a digest.
@NullMarked
package dev.slipway.event;

import org.jspecify.annotations.NullMarked;

/// Container images without a daemon.
///
/// A [Dockerfile] is read into instructions; [ImageBuild] does those that need no container (what
/// is copied, and what the image says of itself), stage by stage, and writes an [ImageLayout] as
/// the OCI image specification describes it. What would have to run inside a container is not done,
/// and told.
@NullMarked
package dev.slipway.runner.image;

import org.jspecify.annotations.NullMarked;

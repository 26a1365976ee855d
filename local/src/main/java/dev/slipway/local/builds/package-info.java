/// CodeBuild: each build is the job agent, in this JVM.
@NullMarked
package dev.slipway.local.builds;

import org.jspecify.annotations.NullMarked;

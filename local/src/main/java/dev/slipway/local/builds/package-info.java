/// CodeBuild: each build is the job agent, in this JVM.
///
/// [dev.slipway.local.builds.Builds] speaks the API; the `Workshop` gives places to builds, watches
/// their times and tells of them on the default bus; an [dev.slipway.local.builds.Agent] is what a
/// build runs, given from outside.
@NullMarked
package dev.slipway.local.builds;

import org.jspecify.annotations.NullMarked;

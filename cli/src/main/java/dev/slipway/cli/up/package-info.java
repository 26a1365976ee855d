/// The platform on this machine, started and stopped.
///
/// [UpCommand] starts a [dev.slipway.local.SlipwayCloud] on a data folder, connects the
/// [SampleRepository] that a newcomer can push to, and says where everything is.
@NullMarked
package dev.slipway.cli.up;

import org.jspecify.annotations.NullMarked;

/// The cloud in one JVM: reads the synthesized templates and makes what they declare, each service
/// on its real wire protocol. [SlipwayCloud] is the whole; each package below is one service or one
/// joint, and [dev.slipway.local.resource] has one file for each resource type.
@NullMarked
package dev.slipway.local;

import org.jspecify.annotations.NullMarked;

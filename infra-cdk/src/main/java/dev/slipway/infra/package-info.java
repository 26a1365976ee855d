/// The CDK app: the only description of Slipway's tables, queues, functions, routes and schedules.
///
/// [SlipwayApp] reads an [Installation] from the context and makes two stacks, split by lifecycle:
/// [StatefulStack] holds what must outlive every release, [StatelessStack] all that can be made
/// anew. They meet in Parameter Store, never in exports, so neither can lock the other. The
/// synthesized templates are committed under `snapshots/`, and the cloud in one JVM runs from them.
@NullMarked
package dev.slipway.infra;

import org.jspecify.annotations.NullMarked;

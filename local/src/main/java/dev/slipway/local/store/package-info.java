/// What survives the process: one file of maps for every service of the local cloud.
///
/// Services keep their state in named maps and change them through
/// [dev.slipway.local.store.Store#write], which makes a change whole and durable. Many changes at
/// once share one write to the file.
@NullMarked
package dev.slipway.local.store;

import org.jspecify.annotations.NullMarked;

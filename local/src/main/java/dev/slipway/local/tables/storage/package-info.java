/// Where items live: one ordered map of bytes for each table and one for each index, with keys
/// whose byte order is the order that a query promises.
@NullMarked
package dev.slipway.local.tables.storage;

import org.jspecify.annotations.NullMarked;

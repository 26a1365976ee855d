/// DynamoDB over MVStore: [Tables] answers the wire, and below it are its rooms: operations,
/// expressions, storage, values.
@NullMarked
package dev.slipway.local.tables;

import org.jspecify.annotations.NullMarked;

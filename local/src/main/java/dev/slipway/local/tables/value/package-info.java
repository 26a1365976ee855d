/// What attributes hold: DynamoDB's ten types, their limits, sizes and order, and their two written
/// forms (JSON on the wire, bytes in the store).
@NullMarked
package dev.slipway.local.tables.value;

import org.jspecify.annotations.NullMarked;

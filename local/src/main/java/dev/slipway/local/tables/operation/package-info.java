/// DynamoDB's operations, one class for each family: decode the request, decide by expressions,
/// change the storage, encode the answer.
@NullMarked
package dev.slipway.local.tables.operation;

import org.jspecify.annotations.NullMarked;

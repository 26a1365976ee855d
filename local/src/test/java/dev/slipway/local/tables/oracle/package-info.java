/// DynamoDB Local as the oracle: the same operations against it and against our tables must have
/// the same results.
@NullMarked
package dev.slipway.local.tables.oracle;

import org.jspecify.annotations.NullMarked;

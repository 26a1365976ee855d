/// DynamoDB over MVStore.
@NullMarked
package dev.slipway.local.tables;

import org.jspecify.annotations.NullMarked;

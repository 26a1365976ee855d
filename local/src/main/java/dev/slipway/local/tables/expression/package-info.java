/// DynamoDB's expressions as pure functions: text becomes tokens, tokens become a tree with all
/// placeholders resolved, and the tree is evaluated against an item.
@NullMarked
package dev.slipway.local.tables.expression;

import org.jspecify.annotations.NullMarked;

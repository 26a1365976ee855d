/// What requests look like: the members of each operation, their JSON types and the constraints
/// that AWS checks before an operation begins.
@NullMarked
package dev.slipway.local.tables.request;

import org.jspecify.annotations.NullMarked;

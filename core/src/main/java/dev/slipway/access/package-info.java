/// Roles, permissions, tokens and the one route table.
@NullMarked
package dev.slipway.access;

import org.jspecify.annotations.NullMarked;

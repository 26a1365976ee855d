/// One file for each resource type that the template may use.
@NullMarked
package dev.slipway.local.resource;

import org.jspecify.annotations.NullMarked;

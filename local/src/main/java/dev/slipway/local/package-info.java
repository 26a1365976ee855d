/// The cloud in one JVM: reads the template snapshot and creates every resource in it.
@NullMarked
package dev.slipway.local;

import org.jspecify.annotations.NullMarked;

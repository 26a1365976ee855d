/// Git against hostile addresses, servers and repositories.
@NullMarked
package dev.slipway.git;

import org.jspecify.annotations.NullMarked;

/// Secrets Manager and Parameter Store.
@NullMarked
package dev.slipway.local.secrets;

import org.jspecify.annotations.NullMarked;

/// Secrets Manager and Parameter Store: values with their versions. A version is made, labelled and
/// moved to a stage, never changed.
@NullMarked
package dev.slipway.local.secrets;

import org.jspecify.annotations.NullMarked;

/// The bill: how often each service was called, as AWS would count it.
@NullMarked
package dev.slipway.local.bill;

import org.jspecify.annotations.NullMarked;

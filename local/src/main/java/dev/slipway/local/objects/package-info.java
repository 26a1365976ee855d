/// S3, by an engine of our own: an index of objects in the cloud's store and one file for each
/// body. A write counts once the index names it, together with the check of its conditions; so an
/// object that was acknowledged is there after the process was killed, whole, and no other is.
///
/// [dev.slipway.local.objects.Objects] tells requests apart; `BucketOperations`, `ObjectOperations`
/// and `MultipartOperations` carry them out on the [dev.slipway.local.objects.Index]; `Incoming`
/// compares every body with the sums its sender gave; `Expiry` keeps the lifecycle rules.
@NullMarked
package dev.slipway.local.objects;

import org.jspecify.annotations.NullMarked;

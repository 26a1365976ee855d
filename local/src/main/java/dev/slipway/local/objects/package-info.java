/// S3 by S3Proxy, objects as files in the data folder.
@NullMarked
package dev.slipway.local.objects;

import org.jspecify.annotations.NullMarked;

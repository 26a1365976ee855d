/// The AWS adapters behind core's ports, over a client of our own: SigV4 and AWS's JSON protocol on
/// `HttpURLConnection`.
///
/// The AWS SDK loads more than 3,300 classes before its first call; a cold function pays for each
/// of them. What these functions need of eight services is a signed POST with JSON, and plain S3.
@NullMarked
package dev.slipway.functions.aws;

import org.jspecify.annotations.NullMarked;

/// SQS by ElasticMQ, with a journal under it, so that no message is lost when the process is
/// killed.
@NullMarked
package dev.slipway.local.queues;

import org.jspecify.annotations.NullMarked;

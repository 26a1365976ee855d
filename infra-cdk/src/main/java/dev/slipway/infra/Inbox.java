package dev.slipway.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.DeduplicationScope;
import software.amazon.awscdk.services.sqs.FifoThroughputLimit;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// The queue of accepted deliveries, in order per repository, and where a poison one ends.
final class Inbox extends Construct {
  /// Longest that planning may take; Lambda asks for a visibility timeout of six times that.
  static final Duration PLANNING = Duration.seconds(60);

  /// Receives before a message is dead.
  private static final int ATTEMPTS = 5;

  private final Queue queue;
  private final Queue deadLetters;

  Inbox(Construct scope, String id) {
    super(scope, id);
    this.deadLetters = queue("DeadLetters").retentionPeriod(Duration.days(14)).build();
    this.queue =
        queue("Deliveries")
            .retentionPeriod(Duration.days(14))
            .visibilityTimeout(Duration.seconds(6L * PLANNING.toSeconds().intValue()))
            .deadLetterQueue(
                DeadLetterQueue.builder().queue(deadLetters).maxReceiveCount(ATTEMPTS).build())
            .build();
  }

  private Queue.Builder queue(String id) {
    return Queue.Builder.create(this, id)
        .fifo(true)
        .deduplicationScope(DeduplicationScope.MESSAGE_GROUP)
        .fifoThroughputLimit(FifoThroughputLimit.PER_MESSAGE_GROUP_ID)
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true);
  }

  Queue queue() {
    return queue;
  }

  Queue deadLetters() {
    return deadLetters;
  }
}

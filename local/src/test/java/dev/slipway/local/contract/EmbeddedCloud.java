package dev.slipway.local.contract;

import dev.slipway.local.objects.Objects;
import dev.slipway.local.queues.QueueQuery;
import dev.slipway.local.queues.Queues;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsPort;
import dev.slipway.local.wire.Sts;
import java.nio.file.Path;

/// Every service on one AWS port, without a template.
public final class EmbeddedCloud implements AutoCloseable {
  private static final String REGION = "us-east-1";
  private static final String ACCOUNT = "000000000000";

  private final Store store;
  private final AwsPort port = new AwsPort();

  public EmbeddedCloud(Path folder, Scheduler scheduler, Chance chance) {
    store = Store.open(folder.resolve("store"), Store.Durability.PROCESS);
    var queues = new Queues(store, scheduler, chance, port.port(), REGION, ACCOUNT);
    var objects = Objects.inFiles(folder.resolve("objects"), store, scheduler, chance, REGION);
    port.with(queues)
        .with(new QueueQuery(queues))
        .with(new Sts(ACCOUNT))
        .objects(objects)
        .start(scheduler);
  }

  public AwsPort port() {
    return port;
  }

  @Override
  public void close() {
    port.close();
    store.close();
  }
}

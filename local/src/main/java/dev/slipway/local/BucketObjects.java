package dev.slipway.local;

import dev.slipway.local.objects.Objects;
import dev.slipway.local.states.task.ObjectStore;
import java.util.List;

/// The cloud's buckets, as state machines see them.
public final class BucketObjects implements ObjectStore {
  private final Objects objects;

  public BucketObjects(Objects objects) {
    this.objects = objects;
  }

  @Override
  public byte[] get(String bucket, String key) {
    return objects.read(bucket, key);
  }

  @Override
  public Summary about(String bucket, String key) {
    return summary(objects.about(bucket, key));
  }

  @Override
  public void put(String bucket, String key, byte[] body) {
    objects.put(bucket, key, body);
  }

  @Override
  public void delete(String bucket, String key) {
    objects.delete(bucket, key);
  }

  @Override
  public List<Summary> list(String bucket, String prefix) {
    return objects.list(bucket, prefix).stream().map(BucketObjects::summary).toList();
  }

  private static Summary summary(Objects.Entry entry) {
    return new Summary(
        entry.key(), entry.size(), entry.etag(), entry.modified(), entry.contentType());
  }
}

package dev.slipway.local.objects;

import dev.slipway.local.store.Store;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.h2.mvstore.MVMap;

/// Which objects there are. Writing one is a change of the index, whole and on disk when it
/// returns, together with the check of its conditions; the bodies that it no longer names go
/// afterwards.
final class Index {
  /// @param documents configurations as they were put, by the name of their sub-resource
  record Bucket(String name, Instant created, Map<String, String> documents) {}

  private final Store store;
  private final Bodies bodies;
  private final MVMap<String, byte[]> buckets;
  private final MVMap<String, byte[]> objects;
  private final ReentrantLock lock = new ReentrantLock();

  Index(Store store, Bodies bodies) {
    this.store = store;
    this.bodies = bodies;
    this.buckets = store.map("objects.buckets");
    this.objects = store.map("objects.objects");
  }

  /// The bodies that objects are made of.
  void name(java.util.function.Consumer<String> each) {
    objects
        .values()
        .forEach(
            value -> StoredObject.read(value).pieces().forEach(piece -> each.accept(piece.id())));
  }

  <T> T change(Supplier<T> change) {
    return store.write(() -> {
      lock.lock();
      try {
        return change.get();
      } finally {
        lock.unlock();
      }
    });
  }

  List<Bucket> all() {
    return buckets.keySet().stream().flatMap(name -> bucket(name).stream()).toList();
  }

  Optional<Bucket> bucket(String name) {
    return Optional.ofNullable(buckets.get(name))
        .map(Json::parseObject)
        .map(json ->
            new Bucket(
                name,
                Instant.ofEpochMilli((long) json.requireNumber("created")),
                StoredObject.texts(json.object("documents"))));
  }

  Bucket require(String bucket) {
    return bucket(bucket).orElseThrow(S3Errors::noBucket);
  }

  void keep(Bucket bucket) {
    var json =
        Json.object()
            .put("created", (double) bucket.created().toEpochMilli())
            .put("documents", Json.strings(bucket.documents()))
            .build();
    change(() -> buckets.put(bucket.name(), json.bytes()));
  }

  /// Keeps a configuration, or forgets it.
  void document(String bucket, String name, Optional<String> document) {
    change(() -> {
      var known = require(bucket);
      var documents = new TreeMap<>(known.documents());
      document.ifPresentOrElse(text -> documents.put(name, text), () -> documents.remove(name));
      keep(new Bucket(bucket, known.created(), documents));
      return true;
    });
  }

  void drop(String bucket) {
    change(() -> {
      require(bucket);
      var first = objects.ceilingKey(bucket + "/");
      if (first != null && first.startsWith(bucket + "/")) {
        throw new AwsError(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
      }
      return buckets.remove(bucket);
    });
  }

  /// S3 orders keys by their bytes; a string whose characters are those bytes has that order.
  private static String at(String bucket, String key) {
    return bucket
        + "/"
        + new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String key(String at) {
    return new String(
        at.substring(at.indexOf('/') + 1).getBytes(StandardCharsets.ISO_8859_1),
        StandardCharsets.UTF_8);
  }

  Optional<StoredObject> find(String bucket, String key) {
    return Optional.ofNullable(objects.get(at(bucket, key))).map(StoredObject::read);
  }

  StoredObject require(String bucket, String key) {
    require(bucket);
    return find(bucket, key).orElseThrow(S3Errors::noKey);
  }

  void put(String bucket, String key, StoredObject object, Conditions conditions) {
    var before =
        change(() -> {
          require(bucket);
          var there = find(bucket, key);
          conditions.check(there);
          objects.put(at(bucket, key), object.json().bytes());
          return there;
        });
    before.ifPresent(old -> forget(old, object));
  }

  private void forget(StoredObject old, StoredObject next) {
    var kept = new HashSet<>(next.pieces());
    old.pieces().stream()
        .filter(piece -> !kept.contains(piece))
        .forEach(piece -> bodies.remove(piece.id()));
  }

  /// @return whether it was there
  boolean remove(String bucket, String key, Conditions conditions) {
    var before =
        change(() -> {
          require(bucket);
          var there = find(bucket, key);
          conditions.check(there);
          objects.remove(at(bucket, key));
          return there;
        });
    before.ifPresent(old -> old.pieces().forEach(piece -> bodies.remove(piece.id())));
    return before.isPresent();
  }

  void change(String bucket, String key, UnaryOperator<StoredObject> change) {
    change(() -> {
      var object = require(bucket, key);
      return objects.put(at(bucket, key), change.apply(object).json().bytes());
    });
  }

  /// Calls back for each object from that key on, in order, as long as it says so.
  ///
  /// @param from may be any text, there need be no such key
  void walk(String bucket, String from, BiPredicate<String, StoredObject> more) {
    var cursor = objects.cursor(at(bucket, from));
    while (cursor.hasNext()) {
      var at = cursor.next();
      if (!at.startsWith(bucket + "/")
          || !more.test(key(at), StoredObject.read(cursor.getValue()))) {
        return;
      }
    }
  }

  List<String> keys(String bucket, BiPredicate<String, StoredObject> wanted) {
    var keys = new ArrayList<String>();
    walk(
        bucket,
        "",
        (key, object) -> {
          if (wanted.test(key, object)) {
            keys.add(key);
          }
          return true;
        });
    return keys;
  }
}

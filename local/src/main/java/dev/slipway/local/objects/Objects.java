package dev.slipway.local.objects;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.local.wire.Signed;
import dev.slipway.local.wire.Xml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// S3: the index of objects in the cloud's store, their bytes in files beside it.
public final class Objects implements LoopbackServer.Answering {
  static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
  static final String OWNER = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a";

  /// Something happened to an object.
  ///
  /// @param name `ObjectCreated:Put`
  public record Event(String name, String bucket, String key, long size, String etag) {}

  /// An object without its bytes.
  ///
  /// @param etag in quotes
  public record Entry(String key, long size, String etag, Instant modified, String contentType) {}

  /// Hears of objects that were written and removed, after it is on disk.
  public interface Listener {
    void happened(Event event);
  }

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Scheduler clock;
  private final Index index;
  private final Bodies bodies;
  private final ObjectOperations objects;
  private final BucketOperations buckets;
  private final MultipartOperations multipart;

  private Objects(Bodies bodies, Store store, Scheduler scheduler, Chance chance, String region) {
    this.clock = scheduler;
    this.bodies = bodies;
    this.index = new Index(store, bodies);
    this.objects =
        new ObjectOperations(
            index,
            bodies,
            chance,
            scheduler,
            event -> listeners.forEach(listener -> listener.happened(event)));
    this.buckets = new BucketOperations(index, objects, scheduler, region);
    var uploads = new Uploads(store, index, bodies);
    this.multipart = new MultipartOperations(index, uploads, bodies, objects, chance, scheduler);
    var named = new HashSet<String>();
    index.name(named::add);
    uploads.name(named::add);
    bodies.sweep(named);
    new Expiry(index, uploads, objects, scheduler).start();
  }

  /// @param folder where the bytes of objects are kept
  public static Objects inFiles(
      Path folder, Store store, Scheduler scheduler, Chance chance, String region) {
    return new Objects(Bodies.files(folder), store, scheduler, chance, region);
  }

  /// Objects whose bytes end with the process.
  public static Objects inMemory(Store store, Scheduler scheduler, Chance chance, String region) {
    return new Objects(Bodies.inMemory(), store, scheduler, chance, region);
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /// Makes a bucket, unless it is there.
  public void createBucket(String bucket) {
    buckets.create(bucket);
  }

  /// Gives a bucket a configuration as its API would, `lifecycle` as XML; none takes it away.
  public void configure(String bucket, String name, Optional<String> document) {
    index.document(bucket, name, document);
  }

  /// A configuration of a bucket.
  public Optional<String> configuration(String bucket, String name) {
    return index.bucket(bucket).map(known -> known.documents().get(name));
  }

  public void put(String bucket, String key, byte[] body) {
    put(bucket, key, body, Map.of());
  }

  /// @param headers that come back with the object
  public void put(String bucket, String key, byte[] body, Map<String, String> headers) {
    try {
      objects.put(bucket, key, body, headers);
    } catch (IOException e) {
      throw new UncheckedIOException("The object %s cannot be stored".formatted(key), e);
    }
  }

  /// @throws AwsError `NoSuchBucket` or `NoSuchKey`
  public byte[] read(String bucket, String key) {
    index.require(bucket);
    return get(bucket, key).orElseThrow(S3Errors::noKey);
  }

  /// @throws AwsError `NoSuchBucket` or `NoSuchKey`
  public Entry about(String bucket, String key) {
    return entry(key, index.require(bucket, key));
  }

  /// Removes an object; one that is not there is removed already.
  ///
  /// @throws AwsError `NoSuchBucket`
  public void delete(String bucket, String key) {
    objects.remove(bucket, key, Conditions.NONE);
  }

  /// The objects whose keys begin so, in the order of their keys.
  ///
  /// @throws AwsError `NoSuchBucket`
  public List<Entry> list(String bucket, String prefix) {
    index.require(bucket);
    var found = new ArrayList<Entry>();
    index.walk(
        bucket, prefix, (key, object) -> key.startsWith(prefix) && found.add(entry(key, object)));
    return found;
  }

  private static Entry entry(String key, StoredObject object) {
    return new Entry(
        key,
        object.size(),
        Answers.quoted(object.etag()),
        object.modified(),
        object.headers().getOrDefault("content-type", "binary/octet-stream"));
  }

  public Optional<byte[]> get(String bucket, String key) {
    for (var tries = 0; ; tries++) {
      var object = index.find(bucket, key);
      if (object.isEmpty()) {
        return Optional.empty();
      }
      try (var in = Content.of(bodies, object.get(), 0, object.get().size())) {
        return Optional.of(in.readAllBytes());
      } catch (NoSuchFileException e) {
        // It was replaced meanwhile; what replaced it is there.
        if (tries > 0) {
          throw new UncheckedIOException("The object %s has lost its bytes".formatted(key), e);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("The object %s cannot be read".formatted(key), e);
      }
    }
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    Answers.begin(exchange);
    try {
      requireSignature(exchange);
      var request = S3Request.of(exchange);
      if (request.bucket().isEmpty()) {
        list(request);
      } else if (request.key().isEmpty()) {
        bucket(request);
      } else if (request.asks("uploads") || request.asks("uploadId")) {
        multipart.answer(request);
      } else {
        objects.answer(request);
      }
    } catch (AwsError e) {
      Answers.fail(exchange, e);
    } catch (IllegalArgumentException e) {
      Answers.fail(exchange, S3Errors.request("InvalidRequest", String.valueOf(e.getMessage())));
    }
  }

  private void requireSignature(HttpExchange exchange) {
    var signed =
        Signed.of(exchange).orElseThrow(() -> new AwsError(403, "AccessDenied", "Access Denied"));
    if (signed.until().filter(clock.instant()::isAfter).isPresent()) {
      throw new AwsError(403, "AccessDenied", "Request has expired");
    }
  }

  private void bucket(S3Request request) throws IOException {
    if (request.asks("uploads") && request.method().equals("GET")) {
      multipart.list(request);
    } else {
      buckets.answer(request);
    }
  }

  private void list(S3Request request) throws IOException {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw S3Errors.method();
    }
    var prefix = request.parameter("prefix").orElse("");
    var xml =
        new Xml()
            .open("ListAllMyBucketsResult", NAMESPACE)
            .open("Owner")
            .put("ID", OWNER)
            .close("Owner")
            .open("Buckets");
    for (var bucket : index.all()) {
      if (bucket.name().startsWith(prefix)) {
        xml.open("Bucket")
            .put("Name", bucket.name())
            .put("CreationDate", Answers.isoTime(bucket.created()))
            .close("Bucket");
      }
    }
    Answers.xml(request, xml.close("Buckets").close("ListAllMyBucketsResult"));
  }
}

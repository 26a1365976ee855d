package dev.slipway.local.lambda;

import dev.slipway.local.store.Store;
import dev.slipway.local.tables.Streams;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;

/// Reads a stream from where the mapping stands in it, which is on disk.
final class StreamReader {
  private final StreamSource.Mapping mapping;
  private final Store store;
  private final Streams streams;

  /// By mapping: an iterator of the stream.
  private final MVMap<String, String> places;

  private volatile boolean open;

  StreamReader(StreamSource.Mapping mapping, Store store, Streams streams) {
    this.mapping = mapping;
    this.store = store;
    this.streams = streams;
    this.places = store.map("lambda.streams");
  }

  /// Takes the place where a new mapping begins.
  void open() {
    if (!places.containsKey(key())) {
      move(iterator(mapping.start().name()));
    }
    open = true;
  }

  boolean isOpen() {
    return open;
  }

  /// A table that was made anew has another stream.
  private String key() {
    return mapping.id() + " " + mapping.streamArn();
  }

  private void move(String iterator) {
    store.write(() -> places.put(key(), iterator));
  }

  /// The records that come next, and are not passed by that.
  ///
  /// @param largest how many bytes they may have together
  List<StreamRecord> read(int most, int largest) {
    try {
      return cut(records(most), largest);
    } catch (AwsError e) {
      if (!e.code().equals("TrimmedDataAccessException")) {
        throw e;
      }
      // It stood still for longer than the stream keeps its records.
      move(iterator("TRIM_HORIZON"));
      return cut(records(most), largest);
    }
  }

  private List<Json> records(int most) {
    var request =
        Json.object()
            .put("ShardIterator", String.valueOf(places.get(key())))
            .put("Limit", most)
            .build();
    return call("GetRecords", request).array("Records");
  }

  private List<StreamRecord> cut(List<Json> records, int largest) {
    var cut = new ArrayList<StreamRecord>();
    var size = 0L;
    for (var record : records) {
      var next = StreamRecord.of((Json.Obj) record, mapping.streamArn());
      size += next.json().bytes().length + 1;
      if (size > largest && !cut.isEmpty()) {
        break;
      }
      cut.add(next);
    }
    return cut;
  }

  /// Moves on behind that record; on disk when this returns.
  void passed(StreamRecord record) {
    move(iterator("AFTER_SEQUENCE_NUMBER", "SequenceNumber", record.sequence()));
  }

  private String iterator(String type, String... more) {
    var request =
        Json.object()
            .put("StreamArn", mapping.streamArn())
            .put("ShardId", Streams.SHARD)
            .put("ShardIteratorType", type);
    for (var i = 0; i < more.length; i += 2) {
      request.put(more[i], more[i + 1]);
    }
    return call("GetShardIterator", request.build()).requireString("ShardIterator");
  }

  private Json.Obj call(String operation, Json.Obj request) {
    return Json.parseObject(streams.call(operation, request.bytes()));
  }
}

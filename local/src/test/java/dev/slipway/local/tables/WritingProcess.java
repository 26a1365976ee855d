package dev.slipway.local.tables;

import dev.slipway.local.store.Store;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes to two tables from several threads until it is killed, and tells of each write that was
/// acknowledged.
final class WritingProcess {
  static final int THREADS = 4;

  private WritingProcess() {}

  static String table(String name) {
    return """
    {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",
     "AttributeDefinitions":[{"AttributeName":"k","AttributeType":"N"},
       {"AttributeName":"g","AttributeType":"S"}],
     "KeySchema":[{"AttributeName":"k","KeyType":"HASH"}],
     "GlobalSecondaryIndexes":[{"IndexName":"byG","Projection":{"ProjectionType":"ALL"},
       "KeySchema":[{"AttributeName":"g","KeyType":"HASH"},{"AttributeName":"k","KeyType":"RANGE"}]}]}
    """
        .formatted(name);
  }

  static String item(int key) {
    return "{\"k\":{\"N\":\"%d\"},\"g\":{\"S\":\"all\"},\"text\":{\"S\":\"%s\"}}"
        .formatted(key, "x".repeat(key % 500));
  }

  /// @param arguments the store's file, and the first key to write
  public static void main(String[] arguments) {
    var calls = Calls.over(Store.open(Path.of(arguments[0]), Store.Durability.PROCESS));
    var next = new AtomicInteger(Integer.parseInt(arguments[1]));
    var out = System.out;
    for (var i = 0; i < THREADS; i++) {
      Thread.ofPlatform()
          .start(() -> {
            while (true) {
              write(calls, next.getAndIncrement(), out);
            }
          });
    }
  }

  /// Every third key is written to both tables at once.
  private static void write(Calls calls, int key, PrintStream out) {
    if (key % 3 == 0) {
      var put = "{\"Put\":{\"TableName\":\"%s\",\"Item\":" + item(key) + "}}";
      calls.call(
          "TransactWriteItems",
          "{\"TransactItems\":[%s,%s]}".formatted(put.formatted("one"), put.formatted("two")));
    } else {
      calls.call("PutItem", "{\"TableName\":\"one\",\"Item\":%s}".formatted(item(key)));
    }
    out.println(key);
  }
}

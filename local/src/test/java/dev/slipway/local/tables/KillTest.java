package dev.slipway.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  private static final int KILLS = 6;

  @TempDir Path folder;

  /// The process dies in the middle of writes, again and again on the same file.
  @Test
  @Timeout(120)
  void hasEachAcknowledgedWriteAfterAKill() throws Exception {
    var file = folder.resolve("store");
    try (var store = Store.open(file, Store.Durability.PROCESS)) {
      var calls = Calls.over(store);
      calls.call("CreateTable", WritingProcess.table("one"));
      calls.call("CreateTable", WritingProcess.table("two"));
    }
    var random = new Random(1);
    var acknowledged = new TreeSet<Integer>();
    for (var kill = 0; kill < KILLS; kill++) {
      var from = acknowledged.isEmpty() ? 0 : acknowledged.last() + WritingProcess.THREADS + 1;
      write(file, from, 50 + random.nextInt(1_500), acknowledged);
      try (var store = Store.open(file, Store.Durability.PROCESS)) {
        var calls = Calls.over(store);
        var one = items(calls, "one", "");
        var two = items(calls, "two", "");
        assertThat(one.keySet()).containsAll(acknowledged);
        one.forEach((key, item) -> {
          assertThat(item).isEqualTo(Json.parse(WritingProcess.item(key)));
          // Both of a transaction are there, or none.
          assertThat(two.containsKey(key)).isEqualTo(key % 3 == 0);
        });
        assertThat(one.keySet()).containsAll(two.keySet());
        assertThat(items(calls, "one", ",\"IndexName\":\"byG\"")).isEqualTo(one);
      }
    }
  }

  private static void write(Path file, int from, int count, Set<Integer> acknowledged)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WritingProcess.class.getName(),
                file.toString(),
                Integer.toString(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (var i = 0; i < count; i++) {
        acknowledged.add(Integer.parseInt(lines.readLine()));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static Map<Integer, Json> items(Calls calls, String table, String more) {
    var items = new HashMap<Integer, Json>();
    var start = Optional.<Json>empty();
    do {
      var from = start.map(key -> ",\"ExclusiveStartKey\":" + key.text()).orElse("");
      var page =
          (Json.Obj)
              Json.parse(
                  calls.call("Scan", "{\"TableName\":\"%s\"%s%s}".formatted(table, more, from)));
      for (var item : page.array("Items")) {
        var key = ((Json.Obj) item).object("k").requireString("N");
        items.put(Integer.parseInt(key), item);
      }
      start = page.get("LastEvaluatedKey");
    } while (start.isPresent());
    return items;
  }
}

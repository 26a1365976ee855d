package dev.slipway.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  @Test
  void keepsWhatWasWrittenByManyAtOnce(@TempDir Path folder) throws Exception {
    var path = folder.resolve("store");
    try (var store = Store.open(path, Store.Durability.PROCESS);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var map = store.<Integer, String>map("numbers");
      for (var i = 0; i < 1_000; i++) {
        var number = i;
        threads.execute(() -> store.write(() -> map.put(number, "n" + number)));
      }
    }

    try (var store = Store.open(path, Store.Durability.POWER)) {
      assertThat(store.<Integer, String>map("numbers")).hasSize(1_000).containsEntry(7, "n7");
    }
  }
}

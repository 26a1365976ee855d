package dev.slipway.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  @Test
  void staysOpenWhenAWriterIsInterrupted(@TempDir Path folder) {
    try (var store = Store.open(folder.resolve("store"), Store.Durability.POWER)) {
      var map = store.<Integer, String>map("numbers");
      Thread.currentThread().interrupt();
      store.write(() -> map.put(1, "interrupted"));
      assertThat(Thread.interrupted()).isTrue();
      store.write(() -> map.put(2, "after"));
      assertThat(map).hasSize(2);
    }
  }

  @Test
  void refusesChangesOnAFullDiskAndGoesOnWhenThereIsRoom(@TempDir Path folder) {
    var space = new AtomicLong();
    try (var store = Store.open(folder.resolve("store"), space::get)) {
      var map = store.<Integer, String>map("numbers");
      assertThatThrownBy(() -> store.write(() -> map.put(1, "none")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("full");
      assertThat(map).isEmpty();
      space.set(Long.MAX_VALUE);
      store.write(() -> map.put(1, "one"));
      assertThat(map).hasSize(1);
    }
  }

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

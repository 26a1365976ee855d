package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path path;

  @Test
  void tellsTheSecondWhoHasIt() {
    try (var _ = DataFolder.open(path)) {
      assertThatThrownBy(() -> DataFolder.open(path))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining(path.toString())
          .hasMessageContaining("--data");
    }
    DataFolder.open(path).close();
  }

  @Test
  void takesWhatAKilledProcessLeft() throws IOException {
    Files.writeString(path.resolve("lock"), "123456789");

    try (var _ = DataFolder.open(path)) {
      assertThat(path.resolve("lock")).hasContent(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void refusesAFolderOfANewerSlipwayAndLeavesItAsItIs() throws IOException {
    Files.writeString(path.resolve("format"), "2\n");

    for (var i = 0; i < 2; i++) {
      assertThatThrownBy(() -> DataFolder.open(path))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("newer Slipway")
          .hasMessageContaining("format 2");
    }
    assertThat(path.resolve("format")).hasContent("2");
  }

  @Test
  void takesAFolderThatIsOlderThanFormatsAndMarksIt() throws IOException {
    Files.writeString(path.resolve("cloud.store"), "");

    DataFolder.open(path).close();

    assertThat(path.resolve("format")).hasContent("1");
  }

  @Test
  void refusesAFormatThatIsNone() throws IOException {
    Files.writeString(path.resolve("format"), "one");

    assertThatThrownBy(() -> DataFolder.open(path))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("damaged");
  }
}

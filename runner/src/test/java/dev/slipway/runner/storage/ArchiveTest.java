package dev.slipway.runner.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Archives that mean no good.
class ArchiveTest {
  @TempDir Path folder;

  private Path zip(String... names) throws IOException {
    var file = folder.resolve("evil.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write("content".getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/etc/x", "a/../../x", "..\\x", "C:\\..\\..\\x", "."})
  void letsNothingOut(String name) throws IOException {
    var to = folder.resolve("to");
    assertThatThrownBy(() -> Archive.unpack(zip("good", name), to, Archive.Limits.USUAL))
        .isInstanceOf(Archive.RefusedException.class)
        .hasMessageContaining("leads out of its folder");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void followsNoLinkThatLiesThere() throws IOException {
    var to = Files.createDirectories(folder.resolve("to"));
    var outside = Files.createDirectories(folder.resolve("outside"));
    Files.createSymbolicLink(to.resolve("link"), outside);
    Files.createSymbolicLink(to.resolve("file"), outside.resolve("victim"));
    assertThatThrownBy(() -> Archive.unpack(zip("link/x"), to, Archive.Limits.USUAL))
        .isInstanceOf(Archive.RefusedException.class);
    Archive.unpack(zip("file"), to, Archive.Limits.USUAL);
    assertThat(to.resolve("file")).isRegularFile().hasContent("content");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void stopsABomb() throws IOException {
    var file = folder.resolve("bomb.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("zeros"));
      var zeros = new byte[1 << 20];
      for (var i = 0; i < 64; i++) {
        zip.write(zeros);
      }
    }
    assertThat(Files.size(file)).isLessThan(1 << 20);
    assertThatThrownBy(
            () -> Archive.unpack(file, folder.resolve("to"), new Archive.Limits(10, 8 << 20)))
        .isInstanceOf(Archive.RefusedException.class)
        .hasMessageContaining("comes to more");
    assertThat(Files.size(folder.resolve("to/zeros"))).isLessThanOrEqualTo(8 << 20);
  }

  @Test
  void stopsAtTooManyEntries() throws IOException {
    assertThatThrownBy(() ->
            Archive.unpack(
                zip("a", "b", "c"), folder.resolve("to"), new Archive.Limits(2, 1 << 20)))
        .hasMessage("The archive has more than 2 entries");
  }

  @Test
  void saysWhenItIsNoArchive() throws IOException {
    var broken = zip("a");
    var bytes = Files.readAllBytes(broken);
    bytes[20] ^= 0x55;
    bytes[40] ^= 0x55;
    Files.write(broken, bytes);
    assertThatThrownBy(() -> Archive.unpack(broken, folder.resolve("to"), Archive.Limits.USUAL))
        .isInstanceOfAny(Archive.RefusedException.class, IOException.class);
  }
}

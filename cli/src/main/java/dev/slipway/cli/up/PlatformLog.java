package dev.slipway.cli.up;

import dev.slipway.cli.Refusal;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The platform's log file. When it is full it becomes `….1` and a new one begins, so a platform
/// that runs for months keeps at most two files.
final class PlatformLog extends OutputStream {
  private static final long FULL = 16L * 1024 * 1024;

  private final Path file;
  private OutputStream out;
  private long size;

  private PlatformLog(Path file) throws IOException {
    this.file = file;
    this.out = new FileOutputStream(file.toFile(), true);
    this.size = Files.size(file);
  }

  /// Sends what functions and libraries print from now on to the file; the terminal stays for
  /// people.
  ///
  /// @throws Refusal when the file cannot be written
  static void divert(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var log = new PrintStream(new PlatformLog(file), true, StandardCharsets.UTF_8);
      System.setOut(log);
      System.setErr(log);
    } catch (IOException e) {
      throw Refusal.environment("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    if (size > FULL) {
      out.close();
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
      out = new FileOutputStream(file.toFile());
      size = 0;
    }
    out.write(bytes, from, count);
    size += count;
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}

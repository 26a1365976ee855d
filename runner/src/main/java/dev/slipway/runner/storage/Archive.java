package dev.slipway.runner.storage;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Zip archives of files, as artifacts are. What comes out of one stays in its folder and within
/// limits: the archive may be anybody's.
public final class Archive {
  private Archive() {}

  /// What an archive may come to.
  ///
  /// @param bytes all files together
  public record Limits(int entries, long bytes) {
    public static final Limits USUAL = new Limits(500_000, 64L * 1024 * 1024 * 1024);
  }

  /// An archive is not taken out, or not whole; the message says why.
  public static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /// Packs files.
  ///
  /// @param root their names are relative to it
  /// @param level of compression, 0 to 9
  public static void pack(Path root, List<Path> files, int level, Path to) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(to))) {
      zip.setLevel(level);
      for (var file : files) {
        var entry = new ZipEntry(root.relativize(file).toString());
        entry.setLastModifiedTime(FileTime.from(Files.getLastModifiedTime(file).toInstant()));
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  /// Unpacks into a folder, over what is there. Links are never made and never followed.
  ///
  /// @return how many files there were
  /// @throws RefusedException when the archive is no good
  public static int unpack(Path archive, Path folder, Limits limits) throws IOException {
    var count = 0;
    var left = Math.min(limits.bytes(), spare(folder));
    try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++count > limits.entries()) {
          throw new RefusedException(
              "The archive has more than %d entries".formatted(limits.entries()));
        }
        var file = inside(folder, entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        try (var out = new Bounded(Files.newOutputStream(file), left)) {
          zip.transferTo(out);
          left = out.left;
        }
      }
    } catch (ZipException e) {
      throw new RefusedException("The archive cannot be read: " + e.getMessage());
    }
    return count;
  }

  /// Something is left for everybody else.
  private static long spare(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Math.max(0, Files.getFileStore(folder).getUsableSpace() - 64L * 1024 * 1024);
  }

  private static Path inside(Path folder, String name) throws IOException {
    try {
      var file = folder.resolve(name.replace('\\', '/')).normalize();
      if (!file.startsWith(folder) || file.equals(folder) || name.indexOf('\0') >= 0) {
        throw leadsOut(name);
      }
      for (var up = folder.relativize(file); up != null; up = up.getParent()) {
        if (Files.isSymbolicLink(folder.resolve(up)) && !folder.resolve(up).equals(file)) {
          throw leadsOut(name);
        }
      }
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && !name.endsWith("/")) {
        throw new RefusedException("The archive has a file where %s is a folder".formatted(name));
      }
      return file;
    } catch (InvalidPathException _) {
      throw leadsOut(name);
    }
  }

  private static RefusedException leadsOut(String name) {
    return new RefusedException("The archive's entry '%s' leads out of its folder".formatted(name));
  }

  /// Takes so many bytes, and no more.
  private static final class Bounded extends FilterOutputStream {
    private long left;

    Bounded(OutputStream out, long left) {
      super(out);
      this.left = left;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      take(count);
      out.write(bytes, from, count);
    }

    @Override
    public void write(int one) throws IOException {
      take(1);
      out.write(one);
    }

    private void take(int count) {
      left -= count;
      if (left < 0) {
        throw new RefusedException("The archive comes to more than this machine takes");
      }
    }
  }
}

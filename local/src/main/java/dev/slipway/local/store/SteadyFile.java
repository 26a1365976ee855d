package dev.slipway.local.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/// A file that stays open when the thread that uses it is interrupted.
///
/// Java's own channels close themselves then, and with them the whole store; yet functions that run
/// too long and builds that are stopped are interrupted all the time.
final class SteadyFile extends FileBaseDefault {
  private final RandomAccessFile file;

  private SteadyFile(RandomAccessFile file) {
    this.file = file;
  }

  /// How the store finds such files: by addresses that begin with `steady:`. It makes more of these
  /// by reflection.
  public static final class Address extends FilePathWrapper {
    static final String SCHEME = "steady";

    /// The address of a file.
    static String of(java.nio.file.Path path) {
      FilePath.register(new Address());
      return SCHEME + ":" + path.toAbsolutePath();
    }

    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public java.nio.channels.FileChannel open(String mode) throws IOException {
      return new SteadyFile(new RandomAccessFile(getBase().toString(), mode));
    }
  }

  @Override
  public synchronized int read(ByteBuffer into, long position) throws IOException {
    file.seek(position);
    if (into.hasArray()) {
      var count = file.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
      if (count > 0) {
        into.position(into.position() + count);
      }
      return count;
    }
    var bytes = new byte[into.remaining()];
    var count = file.read(bytes);
    if (count > 0) {
      into.put(bytes, 0, count);
    }
    return count;
  }

  @Override
  public synchronized int write(ByteBuffer from, long position) throws IOException {
    var count = from.remaining();
    file.seek(position);
    if (from.hasArray()) {
      file.write(from.array(), from.arrayOffset() + from.position(), count);
      from.position(from.limit());
      return count;
    }
    var bytes = new byte[count];
    from.get(bytes);
    file.write(bytes);
    return count;
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  @Override
  protected void implTruncate(long size) throws IOException {
    file.setLength(size);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    file.getFD().sync();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.getChannel().tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }
}

package dev.slipway.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.transport.PackParser;

/// A repository that takes packs within limits, by whatever transport they come.
final class GuardedRepository extends FileRepository {
  private final Meter meter;

  GuardedRepository(BaseRepositoryBuilder<?, ?> builder, Meter meter) throws IOException {
    super(builder);
    this.meter = meter;
  }

  /// JGit would tidy up after each fetch, on a thread of its own that outlives our locks.
  @Override
  public void autoGC(ProgressMonitor monitor) {}

  @Override
  public ObjectInserter newObjectInserter() {
    var inserter = super.newObjectInserter();
    return new ObjectInserter.Filter() {
      @Override
      protected ObjectInserter delegate() {
        return inserter;
      }

      @Override
      public PackParser newPackParser(InputStream pack) throws IOException {
        var parser = super.newPackParser(checked(meter.of(pack)));
        parser.setMaxObjectSizeLimit(meter.limits().object());
        return parser;
      }
    };
  }

  /// A pack says first how many objects it has, and JGit makes room for them all at once.
  private InputStream checked(InputStream pack) throws IOException {
    var header = pack.readNBytes(12);
    var whole = new PushbackInputStream(pack, header.length);
    whole.unread(header);
    if (header.length == 12) {
      var objects =
          (header[8] & 0xffL) << 24
              | (header[9] & 0xff) << 16
              | (header[10] & 0xff) << 8
              | (header[11] & 0xff);
      if (objects > meter.limits().objects()) {
        throw new IOException(
            "the server sends %d objects; at most %d are taken"
                .formatted(objects, meter.limits().objects()));
      }
    }
    return whole;
  }
}

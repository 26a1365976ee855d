package dev.slipway.runner.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Writes a layer: its items in the order of their paths, each after the folders that it lies in.
final class LayerTar implements AutoCloseable {
  private static final int FOLDER = 0755;

  private final TarArchiveOutputStream tar;
  private final Date time;
  private final TreeSet<String> folders = new TreeSet<>();

  LayerTar(OutputStream out, Instant time) {
    this.tar = new TarArchiveOutputStream(out, "UTF-8");
    this.time = Date.from(time);
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  void write(List<Item> items) throws IOException {
    for (var item : items.stream().sorted((a, b) -> a.path().compareTo(b.path())).toList()) {
      parents(item.path());
      switch (item) {
        case Item.Folder folder -> folder(folder.path(), folder.mode(), folder.owner());
        case Item.File file -> file(file);
        case Item.Link link -> link(link);
      }
    }
  }

  private void parents(String path) throws IOException {
    for (var slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      folder(path.substring(0, slash), FOLDER, Item.Owner.ROOT);
    }
  }

  private void folder(String path, int mode, Item.Owner owner) throws IOException {
    if (folders.add(path)) {
      put(new TarArchiveEntry(path + "/", TarConstants.LF_DIR), mode, owner);
      tar.closeArchiveEntry();
    }
  }

  private void file(Item.File file) throws IOException {
    var entry = new TarArchiveEntry(file.path(), TarConstants.LF_NORMAL);
    entry.setSize(Files.size(file.from()));
    put(entry, file.mode(), file.owner());
    Files.copy(file.from(), tar);
    tar.closeArchiveEntry();
  }

  private void link(Item.Link link) throws IOException {
    var entry = new TarArchiveEntry(link.path(), TarConstants.LF_SYMLINK);
    entry.setLinkName(link.target());
    put(entry, link.mode(), link.owner());
    tar.closeArchiveEntry();
  }

  private void put(TarArchiveEntry entry, int mode, Item.Owner owner) throws IOException {
    entry.setMode(mode);
    entry.setModTime(time);
    entry.setUserId(owner.user());
    entry.setGroupId(owner.group());
    entry.setUserName("");
    entry.setGroupName("");
    tar.putArchiveEntry(entry);
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}

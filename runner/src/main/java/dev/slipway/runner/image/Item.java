package dev.slipway.runner.image;

import java.nio.file.Path;

/// Something that a layer puts into an image.
sealed interface Item {
  /// Inside the image, without a leading slash.
  String path();

  /// Permission bits.
  int mode();

  Owner owner();

  /// @param from where its bytes are now
  record File(String path, int mode, Owner owner, Path from) implements Item {}

  record Folder(String path, int mode, Owner owner) implements Item {}

  /// @param target as it is written in the link
  record Link(String path, Owner owner, String target) implements Item {
    @Override
    public int mode() {
      return 0777;
    }
  }

  /// The same elsewhere in the image.
  ///
  /// @param mode negative leaves it
  default Item moved(String other, Owner owner, int mode) {
    return switch (this) {
      case File(_, var own, _, var from) -> new File(other, mode < 0 ? own : mode, owner, from);
      case Folder(_, var own, _) -> new Folder(other, mode < 0 ? own : mode, owner);
      case Link(_, _, var target) -> new Link(other, owner, target);
    };
  }

  /// Numbers of user and group.
  record Owner(long user, long group) {
    static final Owner ROOT = new Owner(0, 0);
  }
}

package dev.slipway.cli.platform;

import dev.slipway.cli.Refusal;
import dev.slipway.model.RepositoryId;

/// A repository's name as two segments of a path.
final class RepositoryPath {
  private RepositoryPath() {}

  static String of(String name) {
    try {
      var id = RepositoryId.parse(name);
      return Platform.part(id.owner()) + "/" + Platform.part(id.name());
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("%s: write OWNER/NAME (%s)".formatted(name, e.getMessage()));
    }
  }
}

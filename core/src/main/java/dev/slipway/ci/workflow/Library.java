package dev.slipway.ci.workflow;

/// Where called workflows come from. Reading them is somebody else's business.
@FunctionalInterface
public interface Library {
  /// Nothing can be read.
  Library EMPTY = _ -> new Lookup.Unreadable();

  /// The workflow of that name: a path of the repository, or `owner/repo/path@ref`.
  Lookup find(String name);

  /// What was found.
  sealed interface Lookup {
    /// @param name how findings name the file
    record Found(String name, String source) implements Lookup {}

    /// The place is known and has no such file.
    record Missing() implements Lookup {}

    /// Nobody can tell from here; that is no error.
    record Unreadable() implements Lookup {}
  }
}

package dev.slipway.ci.workflow;

import java.util.Map;

/// Where called workflows come from. Reading them is somebody else's business.
@FunctionalInterface
public interface Library {
  /// Nothing can be read.
  Library EMPTY = _ -> new Lookup.Unreadable();

  /// Those texts, by name, and nothing else.
  static Library of(Map<String, String> sources) {
    return name -> {
      var source = sources.get(name);
      return source == null ? new Lookup.Unreadable() : new Lookup.Found(name, source);
    };
  }

  /// The workflow of that name: a path of the repository, or `owner/repo/path@ref`.
  Lookup find(String name);

  /// What was found.
  sealed interface Lookup {
    /// @param name how findings name the file
    record Found(String name, String source) implements Lookup {}

    /// The place is known and has no such file.
    record Missing() implements Lookup {}

    /// Nobody can tell from here; that is no error of the file.
    ///
    /// @param why for people
    record Unreadable(String why) implements Lookup {
      public Unreadable() {
        this("it is not in this repository");
      }
    }
  }
}

package dev.slipway.ci.job;

import java.nio.file.Path;

/// Where a job's checkout gets the files from.
public sealed interface Source {
  /// A revision of a remote repository.
  ///
  /// @param ref the full ref, `refs/heads/main`; the checkout ends on it at `sha`
  record Git(String url, String ref, String sha) implements Source {}

  /// The user's working copy, uncommitted changes included; never written to.
  record WorkingCopy(Path folder) implements Source {}
}

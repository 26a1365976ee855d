package dev.slipway.ci.workflow;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// `cache-mode`: what a job may do with the repository's caches. Where neither job nor workflow
/// says, the event decides.
public enum CacheMode {
  READ,
  WRITE,
  WRITE_ONLY,
  NONE;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public boolean restores() {
    return this == READ || this == WRITE;
  }

  public boolean saves() {
    return this == WRITE || this == WRITE_ONLY;
  }

  static String[] words() {
    return Arrays.stream(values()).map(CacheMode::word).toArray(String[]::new);
  }

  /// What a job or a workflow says.
  static Optional<CacheMode> of(Yaml.Mapping mapping) {
    return Fields.text(mapping, "cache-mode")
        .flatMap(
            word -> Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst());
  }
}

package dev.slipway.model;

import java.util.Locale;

/// How a step, job or run ended, in GitHub's words.
public enum Conclusion {
  SUCCESS,
  FAILURE,
  CANCELLED,
  SKIPPED;

  /// `success`, `failure`, `cancelled` or `skipped`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException when the word is none of the four
  public static Conclusion parse(String word) {
    for (var conclusion : values()) {
      if (conclusion.word().equals(word)) {
        return conclusion;
      }
    }
    throw new IllegalArgumentException("\"" + word + "\" is no conclusion");
  }
}

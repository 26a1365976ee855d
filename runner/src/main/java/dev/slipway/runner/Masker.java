package dev.slipway.runner;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Replaces secrets by `***` wherever they appear: as they are, each line of them, and as
/// [Encodings] would write them. Where secrets overlap, all that any of them covers is one `***`.
final class Masker {
  static final String MASK = "***";

  private final Set<String> forms = new LinkedHashSet<>();
  private volatile Needles needles = new Needles(Set.of());

  /// Masks a value from now on. Blank values are not secrets.
  void add(String secret) {
    addAll(List.of(secret));
  }

  synchronized void addAll(Collection<String> secrets) {
    var before = forms.size();
    for (var secret : secrets) {
      secret.lines().forEach(this::addForms);
      addForms(secret);
    }
    if (forms.size() > before) {
      needles = new Needles(forms);
    }
  }

  private void addForms(String secret) {
    var stripped = secret.strip();
    if (!stripped.isEmpty()) {
      forms.addAll(Encodings.of(stripped));
    }
  }

  /// Whether masking would change the text.
  boolean hides(String text) {
    return needles.firstIn(text) >= 0;
  }

  String mask(String text) {
    var known = needles;
    return known.firstIn(text) < 0 ? text : masked(text, known.in(text), text.length());
  }

  private static String masked(String text, List<Needles.Range> ranges, int end) {
    var masked = new StringBuilder(end);
    var at = 0;
    for (var range : ranges) {
      if (range.start() < end) {
        masked.append(text, at, range.start()).append(MASK);
        at = range.end();
      }
    }
    return masked.append(text, Math.min(at, end), end).toString();
  }

  /// Masks a text that comes in pieces, so that a secret across two of them is found.
  Pieces pieces() {
    return new Pieces();
  }

  /// Holds back as much of each piece as could be the beginning of a secret.
  final class Pieces {
    /// More than this is not held back, however secrets hang together.
    private static final int MOST = 1 << 20;

    private String held = "";

    /// What of this piece, and of those before, can be shown.
    String next(String piece) {
      var known = needles;
      var text = held + piece;
      var ranges = known.in(text);
      var end = Math.max(0, text.length() - known.longest() + 1);
      for (var range : ranges) {
        if (range.start() < end && end < range.end()) {
          end = range.end() - range.start() > MOST ? range.end() : range.start();
        }
      }
      held = text.substring(end);
      return masked(text, ranges, end);
    }

    /// What was held back.
    String last() {
      var rest = mask(held);
      held = "";
      return rest;
    }
  }
}

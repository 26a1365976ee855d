package dev.slipway.runner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Texts to look for, ready for a search that looks at each place of a text once.
final class Needles {
  private static final int BUCKETS = 1 << 14;

  private final int longest;

  /// By how many characters a place is judged before the texts themselves are compared.
  private final int width;

  private final Map<Integer, List<String>> buckets = new HashMap<>();
  private final boolean[] filled = new boolean[BUCKETS];
  private final boolean none;

  /// A part of a text.
  record Range(int start, int end) {}

  /// @param texts none of them empty
  Needles(Set<String> texts) {
    this.none = texts.isEmpty();
    this.longest = texts.stream().mapToInt(String::length).max().orElse(1);
    this.width = Math.min(4, texts.stream().mapToInt(String::length).min().orElse(1));
    for (var text : texts) {
      var bucket = bucket(text, 0);
      filled[bucket] = true;
      buckets.computeIfAbsent(bucket, _ -> new ArrayList<>()).add(text);
    }
    buckets.values().forEach(one -> one.sort(Comparator.comparingInt(String::length).reversed()));
  }

  int longest() {
    return longest;
  }

  private int bucket(String text, int at) {
    var hash = 0;
    for (var i = 0; i < width; i++) {
      hash = hash * 31 + text.charAt(at + i);
    }
    return (hash ^ (hash >>> 14)) & (BUCKETS - 1);
  }

  /// How long the longest needle is that begins at a place; 0 for none.
  private int lengthAt(String text, int at) {
    var bucket = bucket(text, at);
    if (filled[bucket]) {
      for (var needle : buckets.getOrDefault(bucket, List.of())) {
        if (text.startsWith(needle, at)) {
          return needle.length();
        }
      }
    }
    return 0;
  }

  /// Where the first needle begins; -1 for nowhere.
  int firstIn(String text) {
    return none ? -1 : from(text, 0);
  }

  private int from(String text, int start) {
    for (var at = start; at <= text.length() - width; at++) {
      if (lengthAt(text, at) > 0) {
        return at;
      }
    }
    return -1;
  }

  /// What needles cover, in order; joined where they overlap or touch.
  List<Range> in(String text) {
    var ranges = new ArrayList<Range>();
    var start = firstIn(text);
    while (start >= 0) {
      var end = start + lengthAt(text, start);
      for (var at = start + 1; at <= Math.min(end, text.length() - width); at++) {
        end = Math.max(end, at + lengthAt(text, at));
      }
      ranges.add(new Range(start, end));
      start = from(text, end);
    }
    return ranges;
  }
}

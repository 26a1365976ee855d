package dev.slipway.ci.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// GitHub's filter patterns: `*` stops at `/`, `**` crosses it, `?` makes the character before it
/// optional, `+` repeats it, `[]` is a set, `\` escapes; a list is ordered and `!` takes back.
///
/// Matching takes time in proportion to the pattern times the text, whatever they are: patterns
/// come from strangers.
public final class Glob {
  private final List<Piece> pieces;

  private Glob(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /// Characters that a piece takes.
  private sealed interface Characters {
    record None() implements Characters {}

    record Any() implements Characters {}

    record AnyButSlash() implements Characters {}

    record Listed(BitSet list) implements Characters {
      static Listed of(int c) {
        var list = new BitSet();
        list.set(c);
        return new Listed(list);
      }
    }

    default boolean take(int c) {
      return switch (this) {
        case None _ -> false;
        case Any _ -> true;
        case AnyButSlash _ -> c != '/';
        case Listed(var list) -> list.get(c);
      };
    }
  }

  /// One character, as often as it says.
  ///
  /// @param leap how many pieces may be left out from here on: `**/` as a whole
  private record Piece(Characters characters, Times times, int leap) {
    Piece(Characters characters, Times times) {
      this(characters, times, 0);
    }

    boolean mayBeMissing() {
      return times != Times.ONCE;
    }
  }

  private enum Times {
    ONCE,
    AT_MOST_ONCE,
    ANY_TIMES
  }

  /// Reads one pattern, without a leading `!`.
  public static Glob of(String glob) {
    return new Glob(new Reader(glob).read());
  }

  /// Whether an ordered list takes the text in: the last pattern that matches decides.
  public static boolean includes(List<String> patterns, String text) {
    var included = false;
    for (var pattern : patterns) {
      var negated = pattern.startsWith("!");
      if (of(negated ? pattern.substring(1) : pattern).matches(text)) {
        included = !negated;
      }
    }
    return included;
  }

  public boolean matches(String text) {
    var at = new BitSet(pieces.size() + 1);
    reach(0, at);
    for (var c : text.codePoints().toArray()) {
      var next = new BitSet(pieces.size() + 1);
      at.stream().filter(i -> i < pieces.size()).forEach(i -> step(i, c, next));
      at = next;
    }
    return at.get(pieces.size());
  }

  private void step(int i, int c, BitSet next) {
    var piece = pieces.get(i);
    if (piece.characters().take(c)) {
      reach(piece.times() == Times.ANY_TIMES ? i : i + 1, next);
    }
  }

  /// Marks a place and all that can be reached from it without a character.
  private void reach(int place, BitSet at) {
    var i = place;
    while (!at.get(i)) {
      at.set(i);
      if (i == pieces.size()) {
        return;
      }
      var piece = pieces.get(i);
      if (piece.leap() > 0) {
        reach(i + piece.leap(), at);
      }
      if (!piece.mayBeMissing()) {
        return;
      }
      i++;
    }
  }

  /// Takes a pattern apart.
  private static final class Reader {
    private final int[] glob;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;

    Reader(String glob) {
      this.glob = glob.codePoints().toArray();
    }

    List<Piece> read() {
      while (at < glob.length) {
        piece();
      }
      return pieces;
    }

    private void piece() {
      var c = glob[at];
      if (c == '*') {
        stars();
      } else if ((c == '?' || c == '+') && !pieces.isEmpty()) {
        at++;
        quantify(c);
      } else if (c == '[' && closing() > 0) {
        set();
      } else {
        at += c == '\\' && at + 1 < glob.length ? 1 : 0;
        pieces.add(new Piece(Characters.Listed.of(glob[at++]), Times.ONCE));
      }
    }

    private void stars() {
      var begins = at == 0 || glob[at - 1] == '/';
      at++;
      if (!is('*')) {
        pieces.add(new Piece(new Characters.AnyButSlash(), Times.ANY_TIMES));
        return;
      }
      at++;
      if (!begins || !is('/')) {
        pieces.add(new Piece(new Characters.Any(), Times.ANY_TIMES));
        return;
      }
      // Whole folders, possibly none: `**/x` matches `x` too.
      at++;
      pieces.add(new Piece(new Characters.None(), Times.AT_MOST_ONCE, 3));
      pieces.add(new Piece(new Characters.Any(), Times.ANY_TIMES));
      pieces.add(new Piece(Characters.Listed.of('/'), Times.ONCE));
    }

    private boolean is(int c) {
      return at < glob.length && glob[at] == c;
    }

    private void quantify(int sign) {
      var last = pieces.getLast();
      if (isFolders()) {
        return;
      }
      if (sign == '+' && last.times() != Times.ANY_TIMES) {
        pieces.add(new Piece(last.characters(), Times.ANY_TIMES));
      }
      if (sign == '?') {
        makeOptional(isRepeated(last) ? pieces.size() - 2 : pieces.size() - 1);
      }
    }

    /// Whether a `+` made it, so that what is optional stands before it.
    private boolean isRepeated(Piece last) {
      return last.times() == Times.ANY_TIMES
          && pieces.size() > 1
          && pieces.get(pieces.size() - 2).characters().equals(last.characters());
    }

    private void makeOptional(int i) {
      var piece = pieces.get(i);
      if (piece.times() == Times.ONCE) {
        pieces.set(i, new Piece(piece.characters(), Times.AT_MOST_ONCE));
      }
    }

    private boolean isFolders() {
      return pieces.size() > 2 && pieces.get(pieces.size() - 3).leap() > 0;
    }

    private int closing() {
      for (var i = at + 1; i < glob.length; i++) {
        if (glob[i] == ']') {
          return i;
        }
      }
      return -1;
    }

    /// Characters and ranges; a dash at either end is a dash.
    private void set() {
      var end = closing();
      var set = new BitSet();
      for (var i = at + 1; i < end; i++) {
        if (i + 2 < end && glob[i + 1] == '-') {
          set.set(glob[i], Math.max(glob[i], glob[i + 2]) + 1);
          i += 2;
        } else {
          set.set(glob[i]);
        }
      }
      at = end + 1;
      pieces.add(new Piece(new Characters.Listed(set), Times.ONCE));
    }
  }
}

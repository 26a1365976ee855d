package dev.slipway.local.tables.value;

import java.util.Optional;

/// The types of attribute values by their names on the wire.
public enum ValueType {
  S('S'),
  N('N'),
  B('B'),
  BOOL('O'),
  NULL('0'),
  L('L'),
  M('M'),
  SS('s'),
  NS('n'),
  BS('b');

  /// In stored items; never to be changed.
  final char letter;

  ValueType(char letter) {
    this.letter = letter;
  }

  /// The type of that name, if there is one.
  public static Optional<ValueType> named(String name) {
    return switch (name) {
      case "S" -> Optional.of(S);
      case "N" -> Optional.of(N);
      case "B" -> Optional.of(B);
      case "BOOL" -> Optional.of(BOOL);
      case "NULL" -> Optional.of(NULL);
      case "L" -> Optional.of(L);
      case "M" -> Optional.of(M);
      case "SS" -> Optional.of(SS);
      case "NS" -> Optional.of(NS);
      case "BS" -> Optional.of(BS);
      default -> Optional.empty();
    };
  }

  static ValueType of(byte letter) {
    return switch (letter) {
      case 'S' -> S;
      case 'N' -> N;
      case 'B' -> B;
      case 'O' -> BOOL;
      case '0' -> NULL;
      case 'L' -> L;
      case 'M' -> M;
      case 's' -> SS;
      case 'n' -> NS;
      case 'b' -> BS;
      default -> throw new IllegalStateException("a stored item has no type " + letter);
    };
  }
}

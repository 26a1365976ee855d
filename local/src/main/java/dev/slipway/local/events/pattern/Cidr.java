package dev.slipway.local.events.pattern;

import java.net.InetAddress;
import java.util.Optional;

/// A block of addresses, `10.0.0.0/24`.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Cidr(byte[] network, int bits) {
  /// @throws InvalidPatternException when it is no block
  static void check(String text) {
    var parts = text.split("/", -1);
    if (parts.length != 2) {
      throw new InvalidPatternException("Malformed CIDR, one '/' required");
    }
    if (!parts[1].matches("\\d{1,9}")) {
      throw new InvalidPatternException("Malformed CIDR, mask bits must be an integer");
    }
    if (address(parts[0]).isEmpty()) {
      throw new InvalidPatternException("Nonstandard IP address: " + parts[0]);
    }
    if (of(text).isEmpty()) {
      throw new InvalidPatternException("Malformed CIDR, too many mask bits: " + parts[1]);
    }
  }

  static Optional<Cidr> of(String text) {
    var slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return Optional.empty();
    }
    var bits = Integer.parseInt(text.substring(slash + 1));
    return address(text.substring(0, slash))
        .filter(network -> bits <= network.length * 8)
        .map(network -> new Cidr(network, bits));
  }

  /// Only literals: no name is looked up.
  private static Optional<byte[]> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  boolean contains(String text) {
    var address = address(text);
    if (address.isEmpty() || address.get().length != network.length) {
      return false;
    }
    for (var bit = 0; bit < bits; bit++) {
      var mask = 0x80 >> (bit % 8);
      if ((address.get()[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}

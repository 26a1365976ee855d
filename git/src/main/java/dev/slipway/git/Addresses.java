package dev.slipway.git;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Which addresses of the network are the world's, and which are somebody's own: loopback, private
/// and link-local ranges, metadata services, and whatever else the registries of IANA reserve. An
/// IPv6 address that carries an IPv4 one is judged by that.
final class Addresses {
  /// Ranges of IPv4 that lead to no public host.
  private static final List<Range> RESERVED =
      List.of(
          new Range(0, 0, 0, 0, 8), // this network
          new Range(10, 0, 0, 0, 8), // private
          new Range(100, 64, 0, 0, 10), // shared by carriers
          new Range(127, 0, 0, 0, 8), // loopback
          new Range(169, 254, 0, 0, 16), // link-local: metadata and credentials of the cloud
          new Range(172, 16, 0, 0, 12), // private
          new Range(192, 0, 0, 0, 24), // protocol assignments
          new Range(192, 0, 2, 0, 24), // documentation
          new Range(192, 88, 99, 0, 24), // relays
          new Range(192, 168, 0, 0, 16), // private
          new Range(198, 18, 0, 0, 15), // benchmarks
          new Range(198, 51, 100, 0, 24), // documentation
          new Range(203, 0, 113, 0, 24), // documentation
          new Range(224, 0, 0, 0, 3)); // multicast, reserved, broadcast

  private Addresses() {}

  private record Range(int network, int bits) {
    Range(int a, int b, int c, int d, int bits) {
      this(number(a, b, c, d), bits);
    }

    boolean holds(int address) {
      return (address ^ network) >>> (32 - bits) == 0;
    }
  }

  private static int number(int a, int b, int c, int d) {
    return a << 24 | b << 16 | c << 8 | d;
  }

  /// Whether an address leads to a host that anyone may reach.
  static boolean isPublic(InetAddress address) {
    var bytes = address.getAddress();
    return bytes.length == 4 ? isPublicV4(bytes) : isPublicV6(bytes);
  }

  private static boolean isPublicV4(byte[] four) {
    var number = number(four[0] & 0xff, four[1] & 0xff, four[2] & 0xff, four[3] & 0xff);
    return RESERVED.stream().noneMatch(range -> range.holds(number));
  }

  private static boolean isPublicV6(byte[] six) {
    // Of what is given out, 2000::/3 is the public part.
    if ((six[0] & 0xe0) != 0x20) {
      return startsWith(six, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)
          && isPublicV4(Arrays.copyOfRange(six, 12, 16));
    }
    if (startsWith(six, 0x20, 0x02)) {
      return isPublicV4(Arrays.copyOfRange(six, 2, 6));
    }
    // Teredo hides an address; 2001:db8::/32 is for documentation.
    return !startsWith(six, 0x20, 0x01, 0, 0) && !startsWith(six, 0x20, 0x01, 0x0d, 0xb8);
  }

  private static boolean startsWith(byte[] address, int... prefix) {
    for (var i = 0; i < prefix.length; i++) {
      if ((address[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /// Finds the addresses of a host; the machine's resolver, but in tests.
  interface Resolver {
    Resolver SYSTEM = InetAddress::getAllByName;

    InetAddress[] resolve(String host) throws UnknownHostException;
  }
}

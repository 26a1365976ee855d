package dev.slipway.git;

import java.net.InetAddress;

/// Which hosts connections may lead to.
interface Hosts {
  /// Public ones only, unless the repository may be anywhere.
  Hosts BY_REACH =
      (url, address) ->
          switch (url.reach()) {
            case INTERNET -> Addresses.isPublic(address);
            case ANYWHERE -> true;
          };

  boolean allows(GitUrl url, InetAddress address);
}

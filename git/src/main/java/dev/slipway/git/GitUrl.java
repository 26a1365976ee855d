package dev.slipway.git;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The address of a repository that is safe to hand to Git.
///
/// Refused: transports that run programs (`ext::`), anything that Git or SSH could take for an
/// option (a leading `-`), control characters, and hosts inside the platform's own network
/// (metadata services, loopback, private ranges), however they are spelled.
public record GitUrl(String value) {
  private static final int MAX_LENGTH = 2_048;
  private static final Pattern SCP_LIKE = Pattern.compile("[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^:].*");

  /// Where addresses may lead.
  public enum Reach {
    /// https and ssh to public hosts only.
    INTERNET,
    /// Also files, paths and hosts of one's own network: on one's own machine.
    ANYWHERE
  }

  /// Checks an address.
  ///
  /// @throws GitException terminal, saying what is wrong with it, without credentials
  public static GitUrl of(String text, Reach reach) {
    var url = text.strip();
    if (url.isEmpty() || url.length() > MAX_LENGTH) {
      throw GitException.refused(
          "the address is empty or longer than %d characters".formatted(MAX_LENGTH));
    }
    if (url.chars().anyMatch(c -> c < 0x20 || c == 0x7f || (c >= 0x202a && c <= 0x202e))) {
      throw GitException.refused("the address holds control characters");
    }
    if (url.startsWith("-") || url.contains("::")) {
      throw GitException.refused("%s is no address of a repository".formatted(redact(url)));
    }
    if (SCP_LIKE.matcher(url).matches()) {
      checkHost(url.substring(url.indexOf('@') + 1, url.indexOf(':')), reach);
      return new GitUrl(url);
    }
    if (!url.contains("://")) {
      return local(url, reach);
    }
    return remote(url, reach);
  }

  private static GitUrl remote(String url, Reach reach) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException _) {
      throw GitException.refused("%s is no address".formatted(redact(url)));
    }
    var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    var allowed =
        reach == Reach.INTERNET ? Set.of("https", "ssh") : Set.of("https", "http", "ssh", "file");
    if (!allowed.contains(scheme)) {
      throw GitException.refused(
          "scheme %s is not allowed; use one of %s"
              .formatted(scheme, allowed.stream().sorted().toList()));
    }
    if (scheme.equals("file")) {
      return new GitUrl(url);
    }
    var host = uri.getHost();
    if (host == null
        || host.isEmpty()
        || host.startsWith("-")
        || String.valueOf(uri.getUserInfo()).startsWith("-")) {
      throw GitException.refused("%s has no host".formatted(redact(url)));
    }
    checkHost(host, reach);
    return new GitUrl(url);
  }

  private static GitUrl local(String path, Reach reach) {
    if (reach == Reach.INTERNET) {
      throw GitException.refused("a path is not allowed here; use https or ssh");
    }
    return new GitUrl(path);
  }

  private static void checkHost(String host, Reach reach) {
    if (host.startsWith("-")) {
      throw GitException.refused("the host begins with a dash");
    }
    if (reach == Reach.ANYWHERE) {
      return;
    }
    try {
      for (var address : InetAddress.getAllByName(host)) {
        if (isInside(address)) {
          throw GitException.refused("%s leads into the platform's own network".formatted(host));
        }
      }
    } catch (UnknownHostException e) {
      throw GitException.unreachable("host %s is not known".formatted(host), e);
    }
  }

  static boolean isInside(InetAddress address) {
    var bytes = address.getAddress();
    var uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    var shared = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || uniqueLocal
        || shared;
  }

  public boolean isLocal() {
    return value.startsWith("file:")
        || (!value.contains("://") && !SCP_LIKE.matcher(value).matches());
  }

  /// The path of a local repository.
  Path path() {
    return Path.of(value.startsWith("file:") ? URI.create(value).getPath() : value);
  }

  /// The address without user and password, for people.
  public String shown() {
    return redact(value);
  }

  static String redact(String text) {
    return text.replaceAll("(?<=://)[^/@\\s]*@", "");
  }
}

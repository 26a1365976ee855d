package dev.slipway.git;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/// The address of a repository that is safe to hand to Git.
///
/// Refused: transports that run programs (`ext::`), anything that Git or SSH could take for an
/// option (a leading `-`), characters that cannot be seen, addresses that two readers understand
/// differently, and hosts inside the platform's own network, however they are spelled. What a name
/// leads to can change, so connections are checked again when they are made.
public final class GitUrl {
  private static final int MAX_LENGTH = 2_048;
  private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9+.-]+::.*");
  private static final Pattern SCP_LIKE =
      Pattern.compile("(?<user>[A-Za-z0-9._-]+)@(?<host>[A-Za-z0-9.-]+):(?<path>[^:].*)");

  /// Numbers that some resolvers read as an address: `2130706433`, `0x7f.1`, `127.1`.
  private static final Pattern NUMBERS =
      Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+))*");

  private static final Pattern DOTTED_QUAD =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  private final String value;
  private final Reach reach;

  /// Where addresses may lead.
  public enum Reach {
    /// https and ssh to public hosts only.
    INTERNET,
    /// Also files, paths and hosts of one's own network: on one's own machine.
    ANYWHERE
  }

  private GitUrl(String value, Reach reach) {
    this.value = value;
    this.reach = reach;
  }

  /// Checks an address.
  ///
  /// @throws GitException terminal, saying what is wrong with it, without credentials; retryable
  ///   when its host cannot be found
  public static GitUrl of(String text, Reach reach) {
    return of(text, reach, Addresses.Resolver.SYSTEM);
  }

  static GitUrl of(String text, Reach reach, Addresses.Resolver resolver) {
    var url = text.strip();
    if (url.isEmpty() || url.length() > MAX_LENGTH) {
      throw GitException.refused(
          "the address is empty or longer than %d characters".formatted(MAX_LENGTH));
    }
    if (url.codePoints().anyMatch(GitUrl::isUnseen)) {
      throw GitException.refused("the address holds control characters");
    }
    if (url.startsWith("-") || HELPER.matcher(url).matches()) {
      throw GitException.refused("%s is no address of a repository".formatted(bare(url)));
    }
    var scp = SCP_LIKE.matcher(url);
    if (scp.matches()) {
      refuseDash(scp.group("user"), scp.group("host"), scp.group("path"));
      checkHost(scp.group("host"), reach, resolver);
      return new GitUrl(url, reach);
    }
    return url.contains("://") ? remote(url, reach, resolver) : local(url, reach);
  }

  private static boolean isUnseen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static void refuseDash(String... parts) {
    for (var part : parts) {
      if (part.startsWith("-")) {
        throw GitException.refused("a part of the address begins with a dash");
      }
    }
  }

  private static GitUrl remote(String url, Reach reach, Addresses.Resolver resolver) {
    URI uri;
    URIish asGit;
    try {
      uri = new URI(url);
      asGit = new URIish(url);
    } catch (URISyntaxException _) {
      throw GitException.refused("%s is no address".formatted(bare(url)));
    }
    var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    var allowed =
        reach == Reach.INTERNET ? Set.of("https", "ssh") : Set.of("https", "http", "ssh", "file");
    if (!allowed.contains(scheme)) {
      throw GitException.refused(
          "%s addresses are not allowed here; use one of %s"
              .formatted(scheme, allowed.stream().sorted().toList()));
    }
    if (scheme.equals("file")) {
      return file(uri, reach);
    }
    var host = uri.getHost();
    if (host == null
        || !host.equalsIgnoreCase(asGit.getHost())
        || uri.getPort() != asGit.getPort()) {
      throw GitException.refused("%s has no host that can be trusted".formatted(bare(url)));
    }
    refuseDash(host, String.valueOf(uri.getUserInfo()), uri.getPath().replaceFirst("^/+", ""));
    checkHost(host, reach, resolver);
    return new GitUrl(url, reach);
  }

  private static GitUrl file(URI uri, Reach reach) {
    var path = uri.getPath();
    if (path == null
        || path.isEmpty()
        || (uri.getHost() != null && !uri.getHost().equals("localhost"))) {
      throw GitException.refused("%s names no file of this machine".formatted(uri));
    }
    return new GitUrl(path, reach);
  }

  private static GitUrl local(String path, Reach reach) {
    if (reach == Reach.INTERNET) {
      throw GitException.refused("a path is not allowed here; use https or ssh");
    }
    return new GitUrl(path, reach);
  }

  private static void checkHost(String host, Reach reach, Addresses.Resolver resolver) {
    if (reach == Reach.ANYWHERE) {
      return;
    }
    var lower = host.toLowerCase(Locale.ROOT);
    if (NUMBERS.matcher(lower).matches() && !DOTTED_QUAD.matcher(lower).matches()) {
      throw GitException.refused("%s is neither a name nor an address".formatted(host));
    }
    try {
      for (var address : resolver.resolve(host)) {
        if (!Addresses.isPublic(address)) {
          throw GitException.refused("%s leads into the platform's own network".formatted(host));
        }
      }
    } catch (UnknownHostException e) {
      throw GitException.unreachable("host %s is not known".formatted(host), e);
    }
  }

  /// As Git takes it; credentials included.
  public String value() {
    return value;
  }

  Reach reach() {
    return reach;
  }

  public boolean isLocal() {
    return !value.contains("://") && !SCP_LIKE.matcher(value).matches();
  }

  /// The path of a local repository.
  Path path() {
    return Path.of(value);
  }

  /// The address without user and password, for people.
  public String shown() {
    return redact(value);
  }

  /// Takes out what may be a secret: user and password, and the values of a query.
  static String redact(String text) {
    return text.replaceAll("(?<=://)[^/?#\\s]*@", "")
        .replaceAll("([?&][^=&\\s]*=)[^&\\s]*", "$1***");
  }

  /// An address that nobody understands may hold its secret anywhere before an `@`.
  private static String bare(String url) {
    return redact(url.replaceAll("(?<=:)\\S*@", ""));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GitUrl url && value.equals(url.value) && reach == url.reach;
  }

  @Override
  public int hashCode() {
    return Objects.hash(value, reach);
  }

  @Override
  public String toString() {
    return shown();
  }
}

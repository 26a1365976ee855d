package dev.slipway.git;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URL;
import java.util.function.Predicate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;

/// The HTTP connections of one operation: to allowed addresses only, redirects included, and
/// together no more and no longer than its limits.
///
/// A name is checked when a connection is made, and for https the address itself once more when its
/// socket connects, so that a name that changes what it means gains nothing.
final class GuardedConnections implements HttpConnectionFactory {
  private final Predicate<InetAddress> allowed;
  private final Meter meter;
  private final SSLSocketFactory sockets;

  GuardedConnections(Predicate<InetAddress> allowed, Meter meter) {
    this.allowed = allowed;
    this.meter = meter;
    this.sockets = new GuardedSockets(allowed);
  }

  /// No proxy: it would reach what we may not.
  @Override
  public HttpConnection create(URL url) throws IOException {
    return create(url, Proxy.NO_PROXY);
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    for (var address : InetAddress.getAllByName(url.getHost())) {
      if (!allowed.test(address)) {
        throw new ForbiddenAddressException(url.getHost());
      }
    }
    var connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    if (connection instanceof HttpsURLConnection secure) {
      secure.setSSLSocketFactory(sockets);
    }
    return new GuardedConnection(connection, meter);
  }
}

package dev.slipway.git;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocketFactory;

/// TLS over sockets that connect to allowed addresses only.
final class GuardedSockets extends SSLSocketFactory {
  private final SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
  private final Predicate<InetAddress> allowed;

  GuardedSockets(Predicate<InetAddress> allowed) {
    this.allowed = allowed;
  }

  /// A socket that looks at the address it is told to connect to.
  private final class GuardedSocket extends Socket {
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      if (!(endpoint instanceof InetSocketAddress to)
          || to.getAddress() == null
          || !allowed.test(to.getAddress())) {
        throw new ForbiddenAddressException(String.valueOf(endpoint));
      }
      super.connect(endpoint, timeout);
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
      connect(endpoint, 0);
    }
  }

  /// What `HttpsURLConnection` connects itself, before it lays TLS over it.
  @Override
  public Socket createSocket() {
    return new GuardedSocket();
  }

  @Override
  public Socket createSocket(Socket over, String host, int port, boolean close) throws IOException {
    if (!(over instanceof GuardedSocket)) {
      throw new ForbiddenAddressException(host);
    }
    return tls.createSocket(over, host, port, close);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new ForbiddenAddressException(host);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    throw new ForbiddenAddressException(host);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw new ForbiddenAddressException(host.getHostAddress());
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    throw new ForbiddenAddressException(host.getHostAddress());
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }
}

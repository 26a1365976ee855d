package dev.slipway.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URL;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/// The JDK's connection as JGit wants it, with all that it answers metered.
final class GuardedConnection implements HttpConnection {
  private final HttpURLConnection connection;
  private final Meter meter;

  GuardedConnection(HttpURLConnection connection, Meter meter) {
    this.connection = connection;
    this.meter = meter;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return meter.of(connection.getInputStream());
  }

  @Override
  public int getResponseCode() throws IOException {
    return connection.getResponseCode();
  }

  @Override
  public URL getURL() {
    return connection.getURL();
  }

  @Override
  public String getResponseMessage() throws IOException {
    return String.valueOf(connection.getResponseMessage());
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    return connection.getHeaderFields();
  }

  @Override
  public void setRequestProperty(String key, String value) {
    connection.setRequestProperty(key, value);
  }

  @Override
  public void setRequestMethod(String method) throws ProtocolException {
    connection.setRequestMethod(method);
  }

  @Override
  public String getRequestMethod() {
    return connection.getRequestMethod();
  }

  @Override
  public void setUseCaches(boolean use) {
    connection.setUseCaches(use);
  }

  @Override
  public void setConnectTimeout(int millis) {
    connection.setConnectTimeout(millis);
  }

  @Override
  public void setReadTimeout(int millis) {
    connection.setReadTimeout(millis);
  }

  @Override
  public @Nullable String getContentType() {
    return connection.getContentType();
  }

  @Override
  public @Nullable String getHeaderField(String name) {
    return connection.getHeaderField(name);
  }

  @Override
  public List<String> getHeaderFields(String name) {
    var fields = new ArrayList<String>();
    connection
        .getHeaderFields()
        .forEach((key, values) -> {
          if (name.equalsIgnoreCase(key)) {
            fields.addAll(values);
          }
        });
    return fields;
  }

  @Override
  public int getContentLength() {
    return connection.getContentLength();
  }

  @Override
  public void setInstanceFollowRedirects(boolean follow) {
    // JGit follows by itself, with a new connection that is checked again.
    connection.setInstanceFollowRedirects(false);
  }

  @Override
  public void setDoOutput(boolean output) {
    connection.setDoOutput(output);
  }

  @Override
  public void setFixedLengthStreamingMode(int length) {
    connection.setFixedLengthStreamingMode(length);
  }

  @Override
  public void setChunkedStreamingMode(int length) {
    connection.setChunkedStreamingMode(length);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return connection.getOutputStream();
  }

  @Override
  public boolean usingProxy() {
    return false;
  }

  @Override
  public void connect() throws IOException {
    connection.connect();
  }

  /// JGit calls it to switch the verification of certificates off, which nobody may.
  @Override
  public void configure(
      KeyManager @Nullable [] keys,
      TrustManager @Nullable [] trust,
      @Nullable SecureRandom random) {}

  @Override
  public void setHostnameVerifier(HostnameVerifier verifier) {}
}

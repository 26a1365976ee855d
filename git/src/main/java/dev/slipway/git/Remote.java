package dev.slipway.git;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jgit.api.FetchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.LsRemoteCommand;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;

/// What is asked of a server, within limits: its refs and its objects.
final class Remote {
  /// For one answer, not for all of them.
  private static final int TIMEOUT_SECONDS = (int) Duration.ofSeconds(30).toSeconds();

  private final GitUrl url;
  private final Hosts hosts;
  private final Meter meter;

  Remote(GitUrl url, Hosts hosts, Meter.Limits limits, InstantSource clock) {
    this.url = url;
    this.hosts = hosts;
    this.meter = new Meter(limits, clock);
  }

  /// A repository that takes what this remote sends.
  Repository repository(BaseRepositoryBuilder<?, ?> builder) throws IOException {
    return new GuardedRepository(builder, meter);
  }

  LsRemoteCommand listing() {
    return prepared(Git.lsRemoteRepository().setRemote(url.value()));
  }

  /// Fetches refs or, by their ids, objects.
  ///
  /// @param depth how many commits of history; 0 for all
  /// @throws GitAPIException when the server does not answer or does not have them
  void fetch(Repository into, int depth, List<RefSpec> specs) throws GitAPIException {
    fetch(
        into,
        specs,
        command -> {
          if (depth > 0) {
            command.setDepth(depth);
          }
        });
  }

  /// Fetches refs with all of their history, where it was cut before.
  void fetchWhole(Repository into, List<RefSpec> specs) throws GitAPIException {
    fetch(into, specs, command -> command.setUnshallow(true));
  }

  private interface Setting {
    void set(FetchCommand command);
  }

  private void fetch(Repository into, List<RefSpec> specs, Setting setting) throws GitAPIException {
    try (var git = new Git(into)) {
      var command =
          prepared(git.fetch().setRemote(url.value()).setRefSpecs(specs)).setProgressMonitor(meter);
      setting.set(command);
      command.call();
    }
  }

  private <C extends TransportCommand<C, ?>> C prepared(C command) {
    return command.setTimeout(TIMEOUT_SECONDS).setTransportConfigCallback(this::guard);
  }

  private void guard(Transport transport) {
    if (transport instanceof TransportHttp http) {
      http.setHttpConnectionFactory(
          new GuardedConnections(address -> hosts.allows(url, address), meter));
    }
  }
}

package dev.slipway.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// What our DynamoDB does in a second, beside DynamoDB Local on the same machine at the same time:
/// each in its own process with its own flags, asked the same by the same clients, in turns.
final class TableMeasures implements BenchCommand.Measures {
  private static final int CLIENTS = 8;
  private static final int ROUNDS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration ROUND = Duration.ofSeconds(1);

  private final Path launcher;

  TableMeasures(Path launcher) {
    this.launcher = launcher;
  }

  @Override
  public void measure(BenchCommand.Rows rows) throws IOException, InterruptedException {
    for (var keeping : DynamoDbLocalProcess.Keeping.values()) {
      measure(keeping, rows);
    }
    try (var bare = new BareSocket();
        var clients = new KeepAliveClients(bare.port(), CLIENTS)) {
      clients.perSecond(TableRequests.gets(), WARM_UP);
      rows.row(
          "the same, of a bare socket that always answers the same",
          String.format(
              Locale.ROOT, "%,.0f per second", clients.perSecond(TableRequests.gets(), WARM_UP)),
          "the most that is possible");
    }
  }

  private void measure(DynamoDbLocalProcess.Keeping keeping, BenchCommand.Rows rows)
      throws IOException, InterruptedException {
    try (var platform = LaunchedPlatform.start(launcher);
        var peer = DynamoDbLocalProcess.start(launcher.resolveSibling(""), keeping)) {
      // Each item is there before something is measured.
      for (var port : new int[] {platform.awsPort(), peer.port()}) {
        try (var client = new KeepAliveClients(port, 1)) {
          client.once(TableRequests.create());
          client.once(TableRequests.puts());
        }
      }
      try (var ours = new KeepAliveClients(platform.awsPort(), CLIENTS);
          var theirs = new KeepAliveClients(peer.port(), CLIENTS)) {
        var beside = ", beside DynamoDB Local " + keeping.words();
        measure("puts" + beside, TableRequests.puts(), ours, theirs, rows);
        measure("gets" + beside, TableRequests.gets(), ours, theirs, rows);
        var queries = "queries of %d items".formatted(TableRequests.ITEMS);
        measure(queries + beside, TableRequests.queries(), ours, theirs, rows);
      }
    }
  }

  private static void measure(
      String what,
      List<byte[]> requests,
      KeepAliveClients ours,
      KeepAliveClients theirs,
      BenchCommand.Rows rows)
      throws InterruptedException {
    ours.perSecond(requests, WARM_UP);
    theirs.perSecond(requests, WARM_UP);
    var rates = new ArrayList<Double>();
    var peerRates = new ArrayList<Double>();
    var ratios = new ArrayList<Double>();
    for (var i = 0; i < ROUNDS; i++) {
      rates.add(ours.perSecond(requests, ROUND));
      peerRates.add(theirs.perSecond(requests, ROUND));
      ratios.add(rates.getLast() / peerRates.getLast());
    }
    rows.row(
        "tables over HTTP, %d clients: %s".formatted(CLIENTS, what),
        String.format(
            Locale.ROOT,
            "%.1f ×; %,.0f and %,.0f per second",
            median(ratios),
            median(rates),
            median(peerRates)),
        "≥ 10 ×");
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}

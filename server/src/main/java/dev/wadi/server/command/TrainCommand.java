package dev.wadi.server.command;

import dev.wadi.server.client.ApiClient;
import dev.wadi.server.client.ServerEvent;
import dev.wadi.server.flight.client.FlightAddress;
import dev.wadi.server.flight.client.FlightSqlClient;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import dev.wadi.server.shell.ScriptRunner;
import dev.wadi.server.shell.display.OutputFormat;
import dev.wadi.server.terminal.Terminal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `wadi train`: goes through the program once, for the launcher, which has the JDK write down what
/// is loaded, so that the next start is faster.
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {
  private static final String SQL =
      """
      CREATE TABLE bid WITH (connector = 'nexmark', table = 'bid', events = '1000');
      SELECT auction, count(*) AS bids, max(price) AS highest FROM bid GROUP BY auction;
      """;

  private static final int PATIENCE_SECONDS = 60;

  // As `wadi sql` does it.
  private static void shell(WadiServer server) {
    FlightAddress address = FlightAddress.of(server.grpcUrl());
    try (var client = new FlightSqlClient(address, Optional.empty(), Optional.empty())) {
      ScriptRunner.run(client, OutputFormat.table, Terminal.current(), List.of(SQL));
    }
  }

  @Override
  public Integer call() {
    // It runs unseen in the background: it must not stay there.
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(() -> Runtime.getRuntime().halt(1));
    try (WadiServer server = WadiServer.start(ServerSettings.temporary(1));
        var client = new ApiClient(server.url())) {
      String id = client.post("/pipelines/preview", Map.of("query", SQL)).get("id").asText();
      String job = client.get("/pipelines/" + id + "/jobs").at("/data/0/id").asText();
      try (Stream<ServerEvent> events =
          client.events("/pipelines/%s/jobs/%s/output".formatted(id, job))) {
        events.forEach(event -> {});
      }
      shell(server);
    }
    return 0;
  }
}

package dev.wadi.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.client.ApiClient;
import dev.wadi.server.client.ApiProblem;
import dev.wadi.server.client.ServerEvent;
import dev.wadi.server.pipeline.RunningQuery;
import dev.wadi.server.terminal.Progress;
import dev.wadi.server.terminal.RowTexts;
import dev.wadi.server.terminal.Terminal;
import dev.wadi.server.terminal.TextTable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Runs the flights through a server and shows what comes out.
public final class FlightsDemo {
  private static final String SQL_FILE = "demo/flights.sql";
  private static final String PLUGIN_FILE = "sample-plugins/geo/geo.wasm";
  private static final int ROWS_SHOWN = 15;
  private static final int LARGE = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final Terminal terminal;
  private final PrintStream out;
  private String pipeline = "";
  private String job = "";

  /// @param home the checkout, which must also be the server's working directory
  public FlightsDemo(Path home, Terminal terminal, PrintStream out) {
    this.home = home;
    this.terminal = terminal;
    this.out = out;
  }

  /// Uploads the plugin, starts the SQL, and prints the table when all flights have been read.
  public void run(URI server) {
    try (var client = new ApiClient(server)) {
      out.println("server   " + server);
      JsonNode plugin = client.upload("/plugins", bytes(PLUGIN_FILE));
      out.printf("plugin   %s: %s%n", PLUGIN_FILE, functions(plugin));
      out.println("SQL      " + SQL_FILE);
      out.flush();

      long start = System.nanoTime();
      String sql = new String(bytes(SQL_FILE), StandardCharsets.UTF_8);
      JsonNode created = client.post("/pipelines/preview", Map.of("query", sql));
      pipeline = "/pipelines/" + created.get("id").asText();
      job = pipeline + "/jobs/" + created.at("/jobs/0/id").asText();
      List<JsonNode> rows = rows(client);
      print(rows, (System.nanoTime() - start) / 1e9);
      out.println("job      " + client.url(job + "/output"));
    }
  }

  private byte[] bytes(String file) {
    try {
      return Files.readAllBytes(home.resolve(file));
    } catch (IOException e) {
      throw new WadiException(
              ErrorCode.FILE_NOT_FOUND, "the demo needs the file '%s'".formatted(file), e)
          .withHint("run ./wadi demo of a complete checkout");
    }
  }

  private static String functions(JsonNode plugin) {
    return String.join(
        ", ",
        StreamSupport.stream(plugin.get("functions").spliterator(), false)
            .map(function -> function.get("name").asText())
            .toList());
  }

  // The rows as they are streamed, to the end of the job.
  private List<JsonNode> rows(ApiClient client) {
    List<JsonNode> rows = new ArrayList<>();
    try (var progress = new Progress(terminal);
        Stream<ServerEvent> events = client.events(job + "/output")) {
      progress.showRows(() -> rowsRead(client));
      events.forEach(event -> {
        switch (event.name()) {
          case "row" -> rows.add(parse(event.data()).get("values"));
          case "error" -> throw ApiProblem.toException(parse(event.data()));
          default -> {
            // the end, after which no event comes
          }
        }
      });
    } catch (UncheckedIOException e) {
      throw new WadiException(
          ErrorCode.SERVER_UNREACHABLE, "the server broke the connection off", e);
    }
    return rows;
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long rowsRead(ApiClient client) {
    JsonNode stages = client.get(job + "/operator_metric_groups").get("data");
    return StreamSupport.stream(stages.spliterator(), false)
        .filter(stage -> RunningQuery.SOURCE_STAGE.matcher(stage.get("stage").asText()).matches())
        .mapToLong(stage -> stage.get("rows_in").asLong())
        .sum();
  }

  private void print(List<JsonNode> rows, double seconds) {
    long flights = rows.stream().mapToLong(row -> row.get("flights").asLong()).sum();
    out.printf(
        "result   %,d flights in %.1f s (%,.0f/s), %,d airport-days%n%n",
        flights, seconds, flights / seconds, rows.size());
    out.printf("The %d worst days of airports with %d flights or more:%n%n", ROWS_SHOWN, LARGE);
    List<JsonNode> worst =
        rows.stream()
            .filter(row -> row.get("flights").asLong() >= LARGE)
            .sorted(Comparator.comparing((JsonNode row) -> -row.get("mean_delay").asDouble()))
            .limit(ROWS_SHOWN)
            .toList();
    List<String> header = new ArrayList<>();
    worst.getFirst().fieldNames().forEachRemaining(header::add);
    List<List<String>> values =
        worst.stream().map(row -> RowTexts.of(row.toString().getBytes(UTF_8)).values()).toList();
    TextTable table = TextTable.fitting(header, values);
    table.head().forEach(out::println);
    values.forEach(row -> out.println(table.row(row)));
    out.println();
  }

  /// Suggests requests to the server, as long as it runs.
  public void sayWhatNext(URI server) {
    String api = server + "/api/v1";
    out.printf(
        """

        The server goes on until you press Ctrl-C. In another terminal:

          # all rows, as server-sent events
          curl %1$s%3$s/output
          # the pipeline and its job
          curl %1$s%2$s
          # what the plugin added to SQL
          curl %1$s/functions
          # what a query would do
          curl -H 'Content-Type: application/json' %1$s/pipelines/validate_query \\
            -d '{"query": "SELECT great_circle_km(33.64, -84.43, 39.86, -104.67)"}'

        Or change %4$s and run it without a server:

          ./wadi run %4$s --plugin %5$s
        """,
        api, pipeline, job, SQL_FILE, PLUGIN_FILE);
    out.flush();
  }
}

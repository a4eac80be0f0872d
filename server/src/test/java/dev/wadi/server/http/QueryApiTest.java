package dev.wadi.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `POST /query`.
@Timeout(60)
class QueryApiTest {
  private static final String TWO_ROWS =
      "SELECT n, t FROM (VALUES (1, 'a,b'), (2, CAST(NULL AS TEXT))) AS v (n, t) ORDER BY n";
  private static final String ENDLESS =
      "CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '1000');"
          + "SELECT counter FROM ticks";

  @TempDir private Path directory;

  private final TestServer server = TestServer.start();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private <T> HttpResponse<T> ask(String sql, String accept, HttpResponse.BodyHandler<T> body) {
    var request =
        server
            .request("/query")
            .header("Content-Type", "application/sql")
            .header("Accept", accept)
            .POST(BodyPublishers.ofString(sql))
            .build();
    try {
      return client.send(request, body);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(String sql, String accept) {
    HttpResponse<String> response = ask(sql, accept, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private TestServer.Answer json(String sql) {
    return new TestServer.Answer(ask(sql, "*/*", BodyHandlers.ofString()));
  }

  @Test
  void jsonIsWhatOneGetsWithoutAsking() {
    assertThat(text(TWO_ROWS, "*/*"))
        .isEqualTo(
            """
            {"columns":[{"name":"n","type":"INT"},{"name":"t","type":"TEXT"}],"data":[
            {"n":1,"t":"a,b"},
            {"n":2,"t":null}]}
            """);
    assertThat(
            server
                .post("/query", java.util.Map.of("query", TWO_ROWS))
                .expect(200)
                .at("/data/1/n")
                .asInt())
        .isEqualTo(2);
  }

  @Test
  void linesOfJson() {
    assertThat(text(TWO_ROWS, "application/x-ndjson"))
        .isEqualTo("{\"n\":1,\"t\":\"a,b\"}\n{\"n\":2,\"t\":null}\n");
  }

  @Test
  void csv() {
    HttpResponse<String> response = ask(TWO_ROWS, "text/csv", BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo("n,t\n1,\"a,b\"\n2,\n");
    assertThat(response.headers().firstValue("Content-Type")).contains("text/csv");
  }

  @Test
  void arrow() throws IOException {
    String wide =
        "CREATE TABLE ticks WITH (connector = 'impulse', message_count = '20000');"
            + "SELECT counter AS n, CAST(counter AS TEXT) AS t, ARRAY[counter, NULL] AS a"
            + " FROM ticks WHERE mod(counter, 2) = 0";
    byte[] body =
        ask(wide, "application/vnd.apache.arrow.stream", BodyHandlers.ofByteArray()).body();
    long rows = 0;
    try (var allocator = new RootAllocator();
        var reader = new ArrowStreamReader(new ByteArrayInputStream(body), allocator)) {
      assertThat(reader.getVectorSchemaRoot().getSchema().getFields())
          .extracting(field -> field.getName())
          .containsExactly("n", "t", "a");
      while (reader.loadNextBatch()) {
        var root = reader.getVectorSchemaRoot();
        for (int i = 0; i < root.getRowCount(); i++) {
          assertThat(root.getVector("t").getObject(i).toString())
              .isEqualTo(root.getVector("n").getObject(i).toString());
        }
        rows += root.getRowCount();
      }
    }
    assertThat(rows).isEqualTo(10_000);
  }

  @Test
  void whatChangesSaysHow() throws IOException {
    String changing =
        "CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '1000');"
            + "SELECT count(*) AS n FROM ticks";
    HttpResponse<Stream<String>> response =
        ask(changing, "application/x-ndjson", BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      assertThat(lines.iterator().next()).startsWith("{\"$change\":\"+I\",\"n\":");
    }
    response = ask(changing, "text/csv", BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      Iterator<String> rows = lines.iterator();
      assertThat(rows.next()).isEqualTo("$change,n");
      assertThat(rows.next()).startsWith("+I,");
      assertThat(rows.next()).startsWith("-U,");
    }
  }

  @Test
  void answersOfStatementsAreRows() {
    assertThat(text("CREATE VIEW v AS SELECT 1 AS n; DESCRIBE v", "application/x-ndjson"))
        .contains("\"n\"");
    assertThat(text("EXPLAIN ANALYZE SELECT 1", "text/csv")).startsWith("plan\n").contains("Total");
  }

  @Test
  void insertsAreRunToTheirEnd() throws IOException {
    Path file = directory.resolve("out.csv");
    String insert =
        "CREATE TABLE out (n INT) WITH (connector = 'single_file', path = '%s', format = 'csv');"
                .formatted(file)
            + "INSERT INTO out SELECT 7";
    assertThat(text(insert, "application/json")).isEqualTo("{\"columns\":[],\"data\":[]}\n");
    assertThat(Files.readString(file)).isEqualTo("n\n7\n");
  }

  @Test
  void anErrorIsAProblemWithItsPlace() {
    assertThat(
            json("SELECT 1,\n  nothing").expectProblem(400, "COLUMN_NOT_FOUND").get("line").asInt())
        .isEqualTo(2);
    json("SELECT CAST(t AS INT) FROM (VALUES ('x')) AS v (t)").expectProblem(400, "INVALID_CAST");
    json("SELECT 1; SELECT 2").expectProblem(400, "INVALID_REQUEST");
    json("SHOW TABLES; SELECT 2").expectProblem(400, "INVALID_REQUEST");
    json(" ").expectProblem(400, "INVALID_REQUEST");
    json("CREATE VIEW v AS SELECT 1").expectProblem(400, "INVALID_SQL");
    json("CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '10');"
            + "CREATE TABLE hole WITH (connector = 'blackhole');"
            + "INSERT INTO hole SELECT counter FROM ticks")
        .expectProblem(400, "INVALID_REQUEST");
    new TestServer.Answer(ask("SELECT 1", "image/png", BodyHandlers.ofString()))
        .expectProblem(406, "INVALID_REQUEST");
  }

  /// A client must not take half a result for a whole one.
  @Test
  void anErrorAmongRowsCutsTheConnection() throws IOException {
    Path file = directory.resolve("in.csv");
    Files.write(
        file,
        (Iterable<String>)
            Stream.concat(
                    Stream.of("n"),
                    Stream.concat(
                        IntStream.range(0, 100_000).mapToObj(Integer::toString), Stream.of("x")))
                ::iterator);
    String sql =
        "CREATE TABLE t (n INT) WITH (connector = 'single_file', path = '%s', format = 'csv');"
                .formatted(file)
            + "SELECT n FROM t";
    assertThatThrownBy(() -> ask(sql, "text/csv", BodyHandlers.ofString()))
        .hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void aLargeResultIsReadAtThePaceOfTheClient() throws IOException {
    String sql =
        "CREATE TABLE ticks WITH (connector = 'impulse', message_count = '300000');"
            + "SELECT counter FROM ticks";
    HttpResponse<Stream<String>> response =
        ask(sql, "application/x-ndjson", BodyHandlers.ofLines());
    assertThat(response.body().count()).isEqualTo(300_000);
  }

  @Test
  void aQueryWithoutEndStopsWhenItsClientGoes() throws IOException {
    HttpResponse<Stream<String>> response =
        ask(ENDLESS, "application/x-ndjson", BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      Iterator<String> rows = lines.iterator();
      assertThat(rows.next()).isEqualTo("{\"counter\":0}");
      assertThat(rows.next()).isEqualTo("{\"counter\":1}");
    }
    // And one that is gone before the first row.
    try (var socket = new Socket("127.0.0.1", server.url().getPort())) {
      socket
          .getOutputStream()
          .write(
              ("POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sql\r\n"
                      + "Content-Length: "
                      + ENDLESS.length()
                      + "\r\n\r\n"
                      + ENDLESS)
                  .getBytes(UTF_8));
    }
  }
}

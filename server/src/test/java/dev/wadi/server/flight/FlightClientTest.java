package dev.wadi.server.flight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightClient;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightStream;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.Location;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.sql.FlightSqlClient.ExecuteIngestOptions;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableExistsOption;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the client of Arrow's own library can do that JDBC has no word for.
@Timeout(60)
class FlightClientTest {
  private static final String ENDLESS =
      "CREATE TABLE many WITH (connector = 'impulse', event_rate = '1000000');"
          + "SELECT counter, CAST(counter AS TEXT) AS t FROM many";

  @TempDir private Path directory;

  private final FlightTestServer server = new FlightTestServer();
  private final RootAllocator allocator = new RootAllocator();
  private final FlightSqlClient client = client(server.grpc());

  private FlightSqlClient client(URI url) {
    return new FlightSqlClient(
        FlightClient.builder(allocator, Location.forGrpcInsecure(url.getHost(), url.getPort()))
            .build());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    allocator.close();
    server.close();
  }

  private FlightStream open(FlightInfo info) {
    return client.getStream(info.getEndpoints().getFirst().getTicket());
  }

  private List<String> rows(FlightInfo info) throws Exception {
    List<String> rows = new ArrayList<>();
    FlightStream stream = open(info);
    try {
      while (stream.next()) {
        rows.add(stream.getRoot().contentToTSVString());
      }
    } finally {
      stream.close();
    }
    return rows;
  }

  private static void requireStatus(FlightStatusCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            FlightRuntimeException.class, e -> assertThat(e.status().code()).isEqualTo(code));
  }

  /// Some clients run all statements as queries.
  @Test
  void aDefinitionIsMadeWhenItsResultIsRead() throws Exception {
    FlightInfo create = client.execute("CREATE TABLE t (n INT) WITH (connector = 'blackhole')");
    requireStatus(
        FlightStatusCode.INVALID_ARGUMENT, () -> client.execute("INSERT INTO t SELECT 1"));
    assertThat(rows(create)).isEmpty();
    assertThat(rows(client.execute("INSERT INTO t SELECT 1"))).isEmpty();
    assertThat(client.executeUpdate("DROP TABLE t")).isZero();
  }

  @Test
  void columnsAreToldWithoutRunning() {
    var schema = client.getExecuteSchema("SELECT 1 AS n, 'a' AS t").getSchema();
    assertThat(schema.getFields()).extracting(field -> field.getName()).containsExactly("n", "t");
    assertThat(client.execute("SELECT 1 AS n").getSchemaOptional().orElseThrow().getFields())
        .hasSize(1);
  }

  /// The client has stopped to read, so the query waits for it when it is cancelled.
  @Test
  void aQueryThatIsHalfReadIsCancelled() throws Exception {
    FlightInfo info = client.execute(ENDLESS);
    FlightStream stream = open(info);
    assertThat(stream.next()).isTrue();
    assertThat(client.cancelFlightInfo(new CancelFlightInfoRequest(info)).getStatus())
        .isEqualTo(CancelStatus.CANCELLED);
    requireStatus(
        FlightStatusCode.CANCELLED,
        () -> {
          while (stream.next()) {
            // What had been on its way.
          }
        });
    stream.close();
    requireStatus(
        FlightStatusCode.NOT_FOUND,
        () -> client.cancelFlightInfo(new CancelFlightInfoRequest(info)));
  }

  @Test
  void aQueryIsCancelledBeforeItIsRead() {
    FlightInfo info = client.execute(ENDLESS);
    client.cancelFlightInfo(new CancelFlightInfoRequest(info));
    requireStatus(
        FlightStatusCode.NOT_FOUND,
        () -> {
          FlightStream stream = open(info);
          stream.next();
        });
  }

  @Test
  void aTicketIsGoodForOneReading() throws Exception {
    FlightInfo info = client.execute("SELECT 1 AS n");
    assertThat(rows(info)).hasSize(1);
    requireStatus(FlightStatusCode.NOT_FOUND, () -> open(info).next());
  }

  @Test
  void aServerThatStopsEndsItsQueries() throws Exception {
    FlightStream stream = open(client.execute(ENDLESS));
    assertThat(stream.next()).isTrue();
    server.close();
    assertThatThrownBy(
            () -> {
              while (stream.next()) {
                // What had been on its way.
              }
            })
        .isInstanceOf(FlightRuntimeException.class);
    stream.close();
  }

  @Test
  void rowsAreIngestedIntoATable() throws Exception {
    Path file = directory.resolve("out.csv");
    client.executeUpdate(
        "CREATE TABLE out (n BIGINT, t TEXT, more INT) WITH (connector = 'single_file',"
            + " path = '%s', format = 'csv')".formatted(file));
    try (var n = new BigIntVector("n", allocator);
        var t = new VarCharVector("t", allocator)) {
      for (int row = 0; row < 20_000; row++) {
        n.setSafe(row, row);
        if (row % 2 == 0) {
          t.setSafe(row, ("text " + row).getBytes(UTF_8));
        }
      }
      n.setValueCount(20_000);
      t.setValueCount(20_000);
      VectorSchemaRoot root = VectorSchemaRoot.of(n, t);
      assertThat(client.executeIngest(root, into("out"))).isEqualTo(20_000);
      assertThat(Files.readAllLines(file)).hasSize(20_001).contains("7,,", "8,text 8,");
      requireStatus(
          FlightStatusCode.INVALID_ARGUMENT, () -> client.executeIngest(root, into("nothing")));
    }
    try (var unknown = new BigIntVector("unknown", allocator);
        var millis = new DateMilliVector("n", allocator)) {
      unknown.setSafe(0, 1);
      unknown.setValueCount(1);
      millis.setSafe(0, 1);
      millis.setValueCount(1);
      requireStatus(
          FlightStatusCode.INVALID_ARGUMENT,
          () -> client.executeIngest(VectorSchemaRoot.of(unknown), into("out")));
      requireStatus(
          FlightStatusCode.INVALID_ARGUMENT,
          () -> client.executeIngest(VectorSchemaRoot.of(millis), into("out")));
    }
  }

  private static ExecuteIngestOptions into(String table) {
    return new ExecuteIngestOptions(
        table,
        TableDefinitionOptions.newBuilder()
            .setIfExists(TableExistsOption.TABLE_EXISTS_OPTION_APPEND)
            .build(),
        null,
        null,
        Map.of());
  }

  @Test
  void typesAreListed() throws Exception {
    assertThat(rows(client.getXdbcTypeInfo()))
        .singleElement()
        .asString()
        .contains("\nDECIMAL\t3\t38\t")
        .contains("\nTEXT\t12\t");
    assertThat(rows(client.getXdbcTypeInfo(-5))).singleElement().asString().contains("\nBIGINT\t");
  }

  @Test
  void whatThereIsNotIsRefused() {
    requireStatus(FlightStatusCode.UNIMPLEMENTED, () -> client.beginTransaction());
    var options =
        new SetSessionOptionsRequest(
            Map.of("catalog", SessionOptionValueFactory.makeSessionOptionValue("x")));
    assertThat(client.setSessionOptions(options).getErrors()).containsOnlyKeys("catalog");
  }
}

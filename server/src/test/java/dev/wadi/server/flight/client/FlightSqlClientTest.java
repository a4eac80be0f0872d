package dev.wadi.server.flight.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.control.protocol.Wadi.QueryProgress;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FlightSqlClientTest {
  private static final String ENDLESS =
      "CREATE TABLE bid WITH (connector = 'nexmark', \"table\" = 'bid', event_rate = '10000');"
          + " SELECT count(*) AS n FROM bid GROUP BY tumble(interval '1 second')";

  private final WadiServer server = WadiServer.start(ServerSettings.temporary(1));
  private final FlightSqlClient client =
      new FlightSqlClient(FlightAddress.of(server.grpcUrl()), Optional.empty(), Optional.empty());

  @AfterEach
  void stop() {
    client.close();
    server.close();
    assertThat(MemoryScope.bytesInUseOfProcess()).as("off-heap bytes left").isZero();
  }

  private static long rows(QueryResult result) {
    long count = 0;
    for (Optional<Batch> next = result.next(); next.isPresent(); next = result.next()) {
      try (Batch batch = next.get()) {
        count += batch.rowCount();
      }
    }
    return count;
  }

  @Test
  void aQueryHasColumnsAndRows() {
    QueryResult result = client.query("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t (n, s)");
    assertThat(result.columns().getFields()).extracting(Field::getName).containsExactly("n", "s");
    assertThat(rows(result)).isEqualTo(2);
    assertThat(result.progress()).as("after its end").isEmpty();
  }

  @Test
  void tablesHaveColumns() {
    assertThat(
            client.update(
                "CREATE TABLE ticks (counter BIGINT, subtask_index BIGINT)"
                    + " WITH (connector = 'impulse', message_count = '3')"))
        .isZero();
    assertThat(client.tables())
        .containsExactly(new TableColumns("ticks", List.of("counter", "subtask_index")));
    assertThat(
            client.update(
                "CREATE TABLE hole (n BIGINT) WITH (connector = 'blackhole');"
                    + " INSERT INTO hole SELECT counter FROM ticks"))
        .isEqualTo(3);
  }

  @Test
  void whatIsWrongIsSaid() {
    client.check("SELECT 1 AS n");
    assertThatThrownBy(() -> client.check("SELECT\n nothing + 'ü'"))
        .isInstanceOfSatisfying(
            WadiException.class,
            error -> {
              assertThat(error.code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
              assertThat(error.position().orElseThrow()).hasToString("2:2");
            });
    assertThatThrownBy(() ->
            rows(
                client.query(
                    "SELECT 1 / (CAST(counter AS INT)) AS x FROM "
                        + "(VALUES (0)) AS t (counter)")))
        .isInstanceOf(WadiException.class);
  }

  @Test
  void aQueryTellsHowFarItIs() {
    QueryResult result = client.query(ENDLESS);
    Predicate<QueryProgress> isOnItsWay =
        progress -> progress.getRowsRead() > 0 && progress.hasWatermark();
    while (result.progress().filter(isOnItsWay).isEmpty()) {
      result.next().orElseThrow().close();
    }
    client.cancel();
    assertThatThrownBy(() -> rows(result)).isInstanceOf(CancellationException.class);
  }

  @Test
  void aServerThatGoesIsMissed() {
    QueryResult result = client.query(ENDLESS);
    Thread.ofVirtual().start(server::close);
    assertThatThrownBy(() -> rows(result))
        .isInstanceOfAny(WadiException.class, CancellationException.class);
  }
}

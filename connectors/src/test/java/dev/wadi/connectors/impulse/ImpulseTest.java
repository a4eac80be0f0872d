package dev.wadi.connectors.impulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.generator.Pace;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.connectors.testing.SourceContract;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.SplitReader.Poll;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImpulseTest extends SourceContract {
  private final ImpulseConnector connector = new ImpulseConnector();
  private final Schema schema = connector.schema(Map.of()).orElseThrow();

  @Override
  protected CanRead connector() {
    return connector;
  }

  @Override
  protected TableDefinition table() {
    return Reading.table(
        "impulse", schema, "message_count", "40", "event_time_interval", "1 minute 30 seconds");
  }

  @Test
  void eachSubtaskCountsFromZero() {
    var source = connector.source(table());
    assertThat(source.blocking()).isFalse();
    assertThat(Reading.rows(source, schema, List.of(0, 1), 2, 100))
        .hasSize(80)
        .startsWith("{\"counter\":0,\"subtask_index\":0}", "{\"counter\":1,\"subtask_index\":0}")
        .endsWith("{\"counter\":39,\"subtask_index\":1}");
  }

  @Test
  void eventTimeAdvancesByTheInterval() {
    assertThat(Reading.rows(connector.source(table()), schema, List.of(2), 1, 100))
        .startsWith(
            "{\"timestamp\":\"1970-01-01T00:00:00\"}", "{\"timestamp\":\"1970-01-01T00:01:30\"}");
  }

  @Test
  void columnsMayBeLeftOutAndReordered() {
    Field nanos = AllTypes.column("timestamp", AllTypes.TIMESTAMP_NANOS);
    Field signed = AllTypes.column("counter", AllTypes.BIGINT);
    var table =
        Reading.table(
            "impulse",
            new Schema(List.of(nanos, signed)),
            "message_count",
            "2",
            "event_time_interval",
            "1500");
    assertThat(Reading.rows(connector, table))
        .containsExactly(
            "{\"timestamp\":\"1970-01-01T00:00:00\",\"counter\":0}",
            "{\"timestamp\":\"1970-01-01T00:00:00.0000015\",\"counter\":1}");
  }

  @Test
  void rowsComeAtTheirRateInRealTime() {
    AtomicLong nanos = new AtomicLong();
    var clock = Clock.fixed(Instant.parse("2024-05-06T07:08:09.5Z"), ZoneOffset.UTC);
    try (var scope = MemoryScope.unlimited();
        SplitReader reader =
            new ImpulseReader(
                schema,
                new ReadContext(scope.allocator(), List.of(0, 2), 100, 10),
                0,
                0,
                Long.MAX_VALUE,
                new Pace(100, 10, nanos::get, 0),
                new EventTime.Real(clock))) {
      assertThat(reader.poll()).isEqualTo(Poll.NOTHING);
      nanos.set(20_000_000);
      List<String> rows = new ArrayList<>();
      Reading.readBatch(reader, Reading.project(schema, List.of(0, 2)), rows, 100);
      assertThat(rows)
          .containsExactly(
              "{\"counter\":0,\"timestamp\":\"2024-05-06T07:08:09.5\"}",
              "{\"counter\":1,\"timestamp\":\"2024-05-06T07:08:09.5\"}",
              "{\"counter\":2,\"timestamp\":\"2024-05-06T07:08:09.5\"}");
      assertThat(reader.position()).isEqualTo("3");
    }
  }

  @Test
  void withoutCountItNeverEnds() {
    assertThat(connector.source(Reading.table("impulse", schema)).bounded()).isFalse();
  }

  @Test
  void otherColumnsAreRefused() {
    var unknown = new Schema(List.of(AllTypes.column("countr", AllTypes.BIGINT)));
    assertThatThrownBy(() -> connector.source(Reading.table("impulse", unknown)))
        .isInstanceOfSatisfying(
            WadiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
              assertThat(e.hint()).contains("did you mean 'counter'?");
            });
    var mistyped = new Schema(List.of(AllTypes.column("counter", AllTypes.TEXT)));
    assertThatThrownBy(() -> connector.source(Reading.table("impulse", mistyped)))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("'counter' of connector 'impulse' is BIGINT UNSIGNED, not TEXT");
  }

  @ParameterizedTest
  @CsvSource({
    "event_rate, 0",
    "event_rate, fast",
    "message_count, -1",
    "event_time_interval, 1 fortnight",
    "event_time_interval, 0 seconds",
    "event_rte, 1"
  })
  void wrongOptionsAreRefused(String option, String value) {
    assertThatThrownBy(() -> connector.source(Reading.table("impulse", schema, option, value)))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION));
  }
}

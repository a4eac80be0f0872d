package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.PluginConnector;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.TwoPhaseContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The same sinks in each guest SDK (`src/test/guests/sinks.*`) write the same.
class SinkSdkTest extends PluginFixture {
  private final StagingServer server = new StagingServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Sink sink(String guest, String name, Schema schema, Map<String, String> options) {
    PluginRegistry registry = new PluginRegistry();
    PluginModule plugin = registry.add(GuestSdkTest.bytesOf(guest));
    registry.grant(plugin, Grants.parse(List.of("http:" + server.address())));
    PluginConnector connector =
        plugin.connectors().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    return ((CanWrite) connector).sink(new TableDefinition("t", name, schema, options));
  }

  private String url() {
    return "http://" + server.address();
  }

  /// Columns named a, b and so on.
  private static Schema schema(FieldVector... columns) {
    List<Field> fields = new ArrayList<>();
    for (FieldVector column : columns) {
      String name = String.valueOf((char) ('a' + fields.size()));
      fields.add(new Field(name, column.getField().getFieldType(), null));
    }
    return new Schema(fields);
  }

  private static Batch batch(FieldVector... columns) {
    return Batch.of(Stream.of(columns).map(Column::of).toList(), columns[0].getValueCount());
  }

  private BitVector bits(int... values) {
    BitVector bits = new BitVector("b", scope.allocator());
    for (int i = 0; i < values.length; i++) {
      bits.setSafe(i, values[i]);
    }
    bits.setValueCount(values.length);
    return bits;
  }

  private TinyIntVector changes(ChangeKind... kinds) {
    TinyIntVector changes = new TinyIntVector(ChangeKind.FIELD, scope.allocator());
    for (int i = 0; i < kinds.length; i++) {
      changes.setSafe(i, kinds[i].code());
    }
    changes.setValueCount(kinds.length);
    return changes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sinks-c", "sinks-assemblyscript"})
  void getsTheRowsOfAChangelog(String guest) {
    FieldVector[] columns = {
      longs(1L, null, -3L),
      texts("a b", "", null),
      bits(1, 0, 1),
      doubles(0.5, -1.25, null),
      changes(ChangeKind.INSERT, ChangeKind.UPDATE_BEFORE, ChangeKind.DELETE)
    };
    Schema schema = schema(columns[0], columns[1], columns[2], columns[3]);
    Sink sink = sink(guest, "posted", schema, Map.of("url", url(), "mark", "\"ö\\\t😀 "));
    assertThat(sink.maxParallelism()).isEqualTo(3);
    assertThat(sink.acceptsChangelog()).isTrue();
    try (BatchWriter writer = sink.open(new Sink.WriteContext(2, 3, "job", true));
        Batch batch = batch(columns)) {
      writer.write(batch);
      assertThat(server.rows()).isEmpty();
      writer.flush();
    }
    assertThat(server.rows())
        .containsExactly(
            "\"ö\\\t😀 +I a=1 b=a b c=true d=500",
            "\"ö\\\t😀 -U a=null b= c=false d=-1250",
            "\"ö\\\t😀 -D a=-3 b=null c=true d=null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sinks-c", "sinks-assemblyscript"})
  void writesWhatIsLeftAtTheEnd(String guest) {
    FieldVector column = longs(1L, 2L);
    Sink sink = sink(guest, "posted", schema(column), Map.of("url", url()));
    try (BatchWriter writer = sink.open(new Sink.WriteContext(0, 1, "job", false));
        Batch batch = batch(column)) {
      for (int i = 0; i < 1_000; i++) {
        writer.write(batch);
      }
      writer.finish();
    }
    assertThat(server.rows()).hasSize(2_000).containsOnly("+I a=1", "+I a=2");
  }

  @ParameterizedTest
  @CsvSource({
    "sinks-c, 1, 1",
    "sinks-c, 3, 2",
    "sinks-assemblyscript, 1, 3",
    "sinks-assemblyscript, 3, 4"
  })
  void everyRowIsThereOnce(String guest, int parallelism, long seed) {
    Map<String, String> options = Map.of("url", url());
    TwoPhaseContract.Table table =
        new TwoPhaseContract.Table() {
          @Override
          public TwoPhaseSink sink() {
            return (TwoPhaseSink)
                SinkSdkTest.this.sink(guest, "staged", TwoPhaseContract.SCHEMA, options);
          }

          @Override
          public List<Long> visible() {
            return server.visible().stream().map(Long::valueOf).toList();
          }
        };
    try (var contract = new TwoPhaseContract(table, parallelism, seed)) {
      contract.live(100);
    }
    assertThat(server.waiting()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sinks-c", "sinks-assemblyscript"})
  void saysWhyItFails(String guest) {
    FieldVector column = longs(1L);
    Sink sink = sink(guest, "posted", schema(column), Map.of("url", url() + "/elsewhere"));
    try (BatchWriter writer = sink.open(new Sink.WriteContext(0, 1, "job", false));
        Batch batch = batch(column)) {
      writer.write(batch);
      WadiException error = catchThrowableOfType(WadiException.class, writer::flush);
      assertThat(error.code()).isEqualTo(ErrorCode.SYSTEM_FAILED);
      assertThat(error).hasMessageContaining("the server refuses");
    }
  }
}

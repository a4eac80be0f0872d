package dev.wadi.connectors.stdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.blackhole.BlackholeConnector;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.ListedFormat;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class TerminalSinksTest {
  private static final Sink.WriteContext CONTEXT = new Sink.WriteContext(0, 1, "job", false);

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final StdoutConnector stdout = new StdoutConnector(() -> printed);

  @Test
  void theSelectedRowsArePrintedWhenFlushed() {
    Sink sink = stdout.sink(Reading.table("stdout", AllTypes.SCHEMA));
    assertThat(sink.maxParallelism()).isEqualTo(1);
    try (var scope = MemoryScope.unlimited();
        Batch all = AllTypes.batch(AllTypes.SCHEMA, 1, 5, scope.allocator());
        Batch batch = all.select(new Selection(new int[] {1, 4}, 2));
        BatchWriter writer = sink.open(CONTEXT)) {
      writer.write(batch);
      assertThat(printed.size()).isZero();
      writer.flush();
      List<String> rows = Reading.rows(AllTypes.SCHEMA, all);
      assertThat(printed.toString(StandardCharsets.UTF_8))
          .isEqualTo(rows.get(1) + "\n" + rows.get(4) + "\n");
    }
  }

  @Test
  void onlyJsonIsPrinted() {
    assertThatThrownBy(() -> stdout.sink(Reading.table("stdout", AllTypes.SCHEMA, "format", "csv")))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("one of 'json'");
  }

  @Test
  void rowsArePrintedInAPluginsFormat() {
    Schema schema = new Schema(List.of(AllTypes.column("i64", AllTypes.BIGINT)));
    var listed = new StdoutConnector(new ListedFormat(), () -> printed);
    TableDefinition table = Reading.table("stdout", schema, "format", "listed", "listed.end", ";");
    try (var scope = MemoryScope.unlimited();
        Batch all = AllTypes.batch(schema, 1, 20, scope.allocator());
        BatchWriter writer = listed.sink(table).open(CONTEXT)) {
      FieldVector values = all.column(0).vector();
      int row = 19;
      while (values.isNull(row)) {
        row--;
      }
      try (Batch batch = all.select(new Selection(new int[] {row}, 1))) {
        writer.write(batch);
      }
      writer.flush();
      assertThat(printed.toString(StandardCharsets.UTF_8))
          .isEqualTo("i64=" + values.getObject(row) + ";\n");
    }
    assertThatThrownBy(() -> listed.sink(Reading.table("stdout", schema, "format", "messages")))
        .hasMessageContaining("records of connector 'stdout' are lines");
  }

  @Test
  void theBlackholeKeepsNothing() {
    var blackhole = new BlackholeConnector();
    Sink sink = blackhole.sink(Reading.table("blackhole", AllTypes.SCHEMA, "type", "sink"));
    assertThat(sink.maxParallelism()).isEqualTo(Integer.MAX_VALUE);
    try (var scope = MemoryScope.unlimited();
        Batch batch = AllTypes.batch(AllTypes.SCHEMA, 1, 5, scope.allocator());
        BatchWriter writer = sink.open(CONTEXT)) {
      writer.write(batch);
      writer.flush();
      writer.finish();
      assertThat(batch.rowCount()).isEqualTo(5);
    }
  }
}

package dev.wadi.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every bounded table keeps, however it is read.
@ExtendWith(NoLeaks.class)
public abstract class SourceContract {
  private static final int BATCH_ROWS = 7;

  protected abstract CanRead connector();

  /// A table with at least two columns and some tens of rows, the same ones each time.
  protected abstract TableDefinition table() throws Exception;

  private Schema schema;
  private Source source;

  @BeforeEach
  void openTable() throws Exception {
    TableDefinition table = table();
    schema = table.schema();
    source = connector().source(table);
  }

  private List<Integer> allColumns() {
    return Reading.allColumns(schema);
  }

  private List<String> read(int parallelism, int batchRows) {
    return Reading.rows(source, schema, allColumns(), parallelism, batchRows);
  }

  @Test
  void isBounded() {
    assertThat(source.bounded()).isTrue();
    assertThat(read(1, 100)).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8192})
  void theSizeOfBatchesChangesNothing(int batchRows) {
    assertThat(read(1, batchRows)).isEqualTo(read(1, 100));
  }

  @Test
  void splitsAreTheSameEachTime() {
    assertThat(source.splits(3)).isEqualTo(source.splits(3)).doesNotHaveDuplicates();
  }

  @Test
  void readingTwiceGivesTheSame() {
    assertThat(read(2, 10)).isEqualTo(read(2, 10));
  }

  @Test
  void aReaderGoesOnAtAPosition() {
    for (Source.Split split : source.splits(2)) {
      List<String> whole = readFrom(split, Integer.MAX_VALUE).rows();
      int allBatches = whole.size() / BATCH_ROWS + 1;
      for (int batches = 0; batches <= allBatches; batches += 1 + allBatches / 7) {
        Part first = readFrom(split, batches);
        Part rest = readFrom(split.at(first.position()), Integer.MAX_VALUE);
        List<String> both = new ArrayList<>(first.rows());
        both.addAll(rest.rows());
        assertThat(both).as("stopped after %d batches", batches).isEqualTo(whole);
      }
    }
  }

  private record Part(List<String> rows, String position) {}

  private Part readFrom(Source.Split split, int batches) {
    List<String> rows = new ArrayList<>();
    try (var scope = MemoryScope.unlimited();
        SplitReader reader =
            source.open(split, new ReadContext(scope.allocator(), allColumns(), BATCH_ROWS, 0))) {
      boolean more = true;
      for (int i = 0; i < batches && more; i++) {
        more = Reading.readBatch(reader, schema, rows, BATCH_ROWS);
      }
      return new Part(rows, reader.position());
    }
  }

  @Test
  void eachColumnHasTheSameValuesAloneAsWithTheOthers() {
    List<List<String>> alone = new ArrayList<>();
    for (int column : allColumns()) {
      alone.add(Reading.rows(source, schema, List.of(column), 1, 50));
    }
    List<String> together = read(1, 50);
    for (int row = 0; row < together.size(); row++) {
      List<String> fields = new ArrayList<>();
      for (List<String> column : alone) {
        String object = column.get(row);
        fields.add(object.substring(1, object.length() - 1));
      }
      assertThat("{" + String.join(",", fields) + "}").isEqualTo(together.get(row));
    }
  }

  @Test
  void rowsAreCountedWithoutColumns() {
    assertThat(Reading.rows(source, schema, List.of(), 1, 50))
        .hasSameSizeAs(read(1, 50))
        .containsOnly("{}");
  }

  @Test
  void closingInTheMiddleGivesBackMemory() {
    try (var scope = MemoryScope.unlimited();
        SplitReader reader =
            source.open(
                source.splits(1).get(0), new ReadContext(scope.allocator(), allColumns(), 5, 0))) {
      assertThat(Reading.readBatch(reader, schema, new ArrayList<>(), 5)).isTrue();
    }
  }
}

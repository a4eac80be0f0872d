package dev.wadi.engine.testing;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.TimeStampMicroVector;

/// Rows without end and without pause: each column counts up, one microsecond or one at a time.
public final class EndlessConnector implements CanRead {
  public static final String NAME = "endless";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "More rows than anyone wants.";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public Source source(TableDefinition table) {
    return new EndlessSource(table);
  }

  private record EndlessSource(TableDefinition table) implements Source {
    @Override
    public boolean bounded() {
      return false;
    }

    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public List<Split> splits(int parallelism) {
      return IntStream.range(0, parallelism).mapToObj(i -> new Split("e" + i, "0")).toList();
    }

    @Override
    public SplitReader open(Split split, ReadContext context) {
      return new EndlessReader(table, context, Long.parseLong(split.position()));
    }
  }

  private static final class EndlessReader implements SplitReader {
    private final TableDefinition table;
    private final ReadContext context;
    private long next;

    private EndlessReader(TableDefinition table, ReadContext context, long next) {
      this.table = table;
      this.context = context;
      this.next = next;
    }

    @Override
    public Poll poll() {
      List<Column> columns = context.columns().stream().map(this::column).toList();
      next += context.batchRows();
      return new Poll.Rows(Batch.of(columns, context.batchRows()));
    }

    private Column column(int index) {
      var vector =
          (BaseFixedWidthVector)
              table.schema().getFields().get(index).createVector(context.allocator());
      vector.allocateNew(context.batchRows());
      for (int i = 0; i < context.batchRows(); i++) {
        switch (vector) {
          case BigIntVector v -> v.set(i, next + i);
          case TimeStampMicroVector v -> v.set(i, next + i);
          default -> throw new IllegalArgumentException(vector.getField().toString());
        }
      }
      vector.setValueCount(context.batchRows());
      return Column.of(vector);
    }

    @Override
    public String position() {
      return String.valueOf(next);
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}

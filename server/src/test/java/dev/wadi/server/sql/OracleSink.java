package dev.wadi.server.sql;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.server.output.PreviewConnector;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;

/// Keeps what bare SELECTs yield, as Java values; of rows that are taken back, those that are left.
/// Takes any number of writers, so that a query's parallelism reaches to its end.
public final class OracleSink implements CanWrite {
  private final Queue<List<Object>> rows = new ConcurrentLinkedQueue<>();
  private final Queue<List<Object>> takenBack = new ConcurrentLinkedQueue<>();

  @Override
  public String name() {
    return PreviewConnector.NAME;
  }

  @Override
  public String description() {
    return "Keeps rows to be compared.";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  /// What was written since the last call.
  public OracleRows take() {
    OracleRows taken = OracleRows.of(List.copyOf(rows)).without(List.copyOf(takenBack));
    clear();
    return taken;
  }

  /// Forgets what was written.
  public void clear() {
    rows.clear();
    takenBack.clear();
  }

  @Override
  public Sink sink(TableDefinition table) {
    return new Sink() {
      @Override
      public int maxParallelism() {
        return Integer.MAX_VALUE;
      }

      @Override
      public boolean blocking() {
        return false;
      }

      @Override
      public boolean acceptsChangelog() {
        return true;
      }

      @Override
      public BatchWriter open(WriteContext context) {
        return new Writer(context.changelog());
      }
    };
  }

  private final class Writer implements BatchWriter {
    private final boolean changelog;

    private Writer(boolean changelog) {
      this.changelog = changelog;
    }

    @Override
    public void write(Batch batch) {
      for (int i = 0; i < batch.rowCount(); i++) {
        List<Object> row = new ArrayList<>();
        for (Column column : batch.columns()) {
          row.add(value(column, batch.row(i)));
        }
        boolean back = changelog && ChangeKind.retracts(((Number) row.removeLast()).byteValue());
        (back ? takenBack : rows).add(row);
      }
    }

    private static Object value(Column column, int row) {
      if (column.isNull(row)) {
        return null;
      }
      return switch (column.vector()) {
        case DateDayVector days -> LocalDate.ofEpochDay(days.get(row));
        case BitVector bits -> bits.get(row) != 0;
        default -> column.vector().getObject(row);
      };
    }

    @Override
    public void flush() {
      // every row is visible at once
    }

    @Override
    public void finish() {
      // nothing to do
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}

package dev.wadi.connectors.format;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.format.Decoder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Rows that a decoder has just made.
public final class DecodedRows implements AutoCloseable {
  private final List<Field> fields;
  private final IntVector origins;
  private final List<FieldVector> columns = new ArrayList<>();
  private final BitSet handedOut = new BitSet();

  /// Is told of a record of which there is to be no row.
  @FunctionalInterface
  public interface Malformed {
    void record(int record, String reason);
  }

  public DecodedRows(List<Field> fields, BufferAllocator allocator) {
    this.fields = fields;
    this.origins = new IntVector("row", allocator);
    fields.forEach(field -> columns.add(field.createVector(allocator)));
  }

  /// Has the next rows made.
  ///
  /// @return whether there may be more
  public boolean fill(Decoder decoder, int rowsMax) {
    return decoder.next(rowsMax, origins, columns);
  }

  public int count() {
    return origins.getValueCount();
  }

  /// The record that a row is made of.
  public int record(int row) {
    return origins.get(row);
  }

  public List<FieldVector> columns() {
    return columns;
  }

  /// Some columns of the rows without those that have nulls where the table has none; owned by the
  /// caller. To be asked for once.
  Batch toBatch(List<Integer> wanted, Malformed malformed) {
    BitSet bad = unfit(malformed);
    int[] kept = IntStream.range(0, count()).filter(row -> !bad.get(row)).toArray();
    List<Column> taken = new ArrayList<>();
    for (int i : wanted) {
      if (bad.isEmpty()) {
        handedOut.set(i);
        taken.add(Column.of(columns.get(i)));
      } else {
        taken.add(Column.of(CopiedRows.of(columns.get(i), kept)));
      }
    }
    return Batch.of(taken, kept.length);
  }

  private BitSet unfit(Malformed malformed) {
    BitSet bad = new BitSet();
    for (int row = 0; row < count(); row++) {
      for (int i = 0; i < fields.size() && !bad.get(row); i++) {
        if (!fields.get(i).isNullable() && columns.get(i).isNull(row)) {
          malformed.record(record(row), missing(fields.get(i)));
          bad.set(row);
        }
      }
    }
    return bad;
  }

  /// Why a row with a null in a column is malformed.
  public static String missing(Field column) {
    return "column '%s' is NOT NULL and has no value".formatted(column.getName());
  }

  @Override
  public void close() {
    origins.close();
    IntStream.range(0, columns.size())
        .filter(i -> !handedOut.get(i))
        .forEach(i -> columns.get(i).close());
  }
}
